import { type CardName, consentHeader } from '@scanfill/proxy/contract';
import { browserEnvironment } from '../base/environment.ts';
import { type Life, within } from '../base/life.ts';
import { type Consent, consentSince } from '../consent.ts';
import { objectOf } from './answer.ts';
import { createRequester } from './requester.ts';
import type { SessionSource } from './session.ts';
import { createXhrTransport, type Transport } from './transport.ts';

/** How far a hand-off is; see the proxy's README. */
export type HandoffStep =
  | 'open'
  | 'opened'
  | 'picked'
  | 'confirmed'
  | 'reading'
  | 'read'
  | 'again'
  | 'failed'
  | 'refused'
  | 'revoked'
  | 'expired';

/** A photo that is asked of a phone, as the computer sees it. */
export type Handoff = {
  readonly id: string;
  readonly state: HandoffStep;
  /** The number to show once a phone has opened the link. */
  readonly code: string;
  /** What the phone opens; in the answer that makes it alone. */
  readonly link?: string;
  /** The scan of the photo sent last. */
  readonly scan?: string;
  /** While it is `again`: the card that the last photo shows instead of the asked one. */
  readonly shows?: CardName;
};

/** Asks a phone for a photo. Every method but `end` rejects with a `ScanError`. */
export type HandoffClient = {
  /** Whether the service offers it at all; false where that cannot be known. */
  offered(): Promise<boolean>;
  /** `consent`: what the person has accepted for the photo. */
  make(card: CardName, consent: Consent | undefined, signal: AbortSignal): Promise<Handoff>;
  /** The hand-off once it is no longer as far as it was. */
  look(before: Handoff, signal: AbortSignal): Promise<Handoff>;
  confirm(id: string): Promise<Handoff>;
  /** Asked for also while the page goes away. */
  end(id: string): void;
};

/** No question takes longer than a hand-off may. */
const timeoutMs = 20 * 60_000;
/** Seconds, below what gateways commonly cut. */
const lookWait = 25;

/** A client of the service at `endpoint` for hand-offs. */
export function createHandoffClient({
  endpoint,
  session,
}: {
  readonly endpoint: string;
  readonly session: SessionSource;
}): HandoffClient {
  const handoffs = `${endpoint.replace(/\/+$/, '')}/v1/handoffs`;
  const environment = browserEnvironment;
  const transport = createXhrTransport();
  const request = createRequester({ transport: lasting(transport), environment, attempts: 6, session });

  const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, life: Life, headers = {}) =>
    request({ method, url: `${handoffs}${path}`, headers }, life, () => undefined);
  const live = <T>(signal: AbortSignal | undefined, work: (life: Life) => Promise<T>) =>
    within(signal, timeoutMs, environment, work);

  return {
    async offered() {
      const answer = await transport({ method: 'GET', url: handoffs, headers: {} });
      return answer?.status === 200;
    },
    make: (card, consent, signal) =>
      live(signal, async (life) => {
        const headers = consent && { [consentHeader]: consentSince(consent, environment.now()) };
        return handoffOf(await ask('POST', `?card=${encodeURIComponent(card)}`, life, headers));
      }),
    look: (before, signal) =>
      live(signal, async (life) => {
        for (;;) {
          const askedAt = environment.now();
          const path = `/${before.id}?after=${before.state}`;
          const found = handoffOf(await ask('GET', path, life, { Prefer: `wait=${lookWait}` }));
          if (found.state !== before.state || found.scan !== before.scan) return found;
          // A gateway that drops `Prefer` must not turn the long poll into a flood.
          if (environment.now() - askedAt < 500) await environment.sleep(1_000, life.signal);
          life.check();
        }
      }),
    confirm: (id) => live(undefined, async (life) => handoffOf(await ask('POST', `/${id}/confirm`, life))),
    end(id) {
      // It ends by itself where this is not heard.
      live(undefined, (life) => ask('DELETE', `/${id}`, life)).catch(() => undefined);
    },
  };
}

const handoffOf = (response: Parameters<typeof objectOf>[0]): Handoff =>
  objectOf<Handoff>(response, ({ id, state, code }) => [id, state, code].every((each) => typeof each === 'string'));

/** What ends something is sent to its end although the page that asks for it goes away. */
function lasting(transport: Transport): Transport {
  return async (request) => {
    if (request.method !== 'DELETE') return transport(request);
    const { url, method, headers } = request;
    try {
      const response = await fetch(url, { method, headers, keepalive: true });
      return { status: response.status, header: (name) => response.headers.get(name), text: await response.text() };
    } catch {
      return undefined;
    }
  };
}
