import type { CardName } from '@scanfill/proxy/contract';
import { browserEnvironment } from '../base/environment.ts';
import { type Life, within } from '../base/life.ts';
import { objectOf } from './answer.ts';
import type { HandoffStep } from './handoff-client.ts';
import { createRequester, type Waiting } from './requester.ts';
import { createXhrTransport } from './transport.ts';

/** A photo that is asked of a phone, as the phone sees it. */
export type PhoneView = {
  readonly card: CardName;
  readonly state: HandoffStep;
  /** How many photos were sent. */
  readonly photos: number;
  /** The numbers to pick from. */
  readonly choices?: readonly string[];
  /** While it is `again`: the card that the last photo shows instead of the asked one. */
  readonly shows?: CardName;
};

/** How a photo travels. */
export type Travel = {
  readonly onSent: (loaded: number, total: number) => void;
  readonly onWaits: (waiting: Waiting | undefined) => void;
};

/** Answers a hand-off from a phone. Every method rejects with a `ScanError`. */
export type PhoneClient = {
  /** The tap that spends the link; the same phone may do so again, and finds the hand-off as it is. */
  open(link: string): Promise<PhoneView>;
  pick(code: string): Promise<PhoneView>;
  /** As soon as it is no longer as far as `before`. */
  look(before: HandoffStep, signal: AbortSignal): Promise<PhoneView>;
  /** The photo after `photos` others: however often it is sent, it is one. */
  send(photo: Blob, photos: number, travel: Travel): Promise<PhoneView>;
};

const timeoutMs = 20 * 60_000;
const lookWait = 25;

/** A client for the hand-off `id`; `own` is the secret that this phone has made up. */
export function createPhoneClient({
  endpoint,
  id,
  own,
  onWaits,
}: {
  readonly endpoint: string;
  readonly id: string;
  readonly own: string;
  /** Why it takes longer, but for a photo, which tells that by itself; undefined once it goes on. */
  readonly onWaits: (waiting: Waiting | undefined) => void;
}): PhoneClient {
  const at = `${endpoint}/v1/phone/${encodeURIComponent(id)}`;
  const environment = browserEnvironment;
  const transport = createXhrTransport();
  const requesterFor = (token: string) =>
    createRequester({ transport, environment, attempts: 6, session: () => token });
  const request = requesterFor(own);
  const live = <T>(work: (life: Life) => Promise<T>, signal?: AbortSignal) =>
    within(signal, timeoutMs, environment, work);

  return {
    open: (link) =>
      live(async (life) =>
        viewOf(await requesterFor(`${link}.${own}`)({ method: 'POST', url: `${at}/open`, headers: {} }, life, onWaits)),
      ),
    pick: (code) =>
      live(async (life) =>
        viewOf(
          await request(
            { method: 'POST', url: `${at}/pick?code=${encodeURIComponent(code)}`, headers: {} },
            life,
            onWaits,
          ),
        ),
      ),
    look: (before, signal) =>
      live(async (life) => {
        for (;;) {
          const askedAt = environment.now();
          const headers = { Prefer: `wait=${lookWait}` };
          const found = viewOf(await request({ method: 'GET', url: `${at}?after=${before}`, headers }, life, onWaits));
          if (found.state !== before) return found;
          if (environment.now() - askedAt < 500) await environment.sleep(1_000, life.signal);
          life.check();
        }
      }, signal),
    send: (photo, photos, { onSent, onWaits: onPhotoWaits }) =>
      live(async (life) =>
        viewOf(
          await request(
            {
              method: 'POST',
              url: `${at}/photo?photo=${photos}`,
              headers: { 'Content-Type': photo.type || 'application/octet-stream' },
              body: photo,
              onUpload: onSent,
            },
            life,
            onPhotoWaits,
          ),
        ),
      ),
  };
}

const viewOf = (response: Parameters<typeof objectOf>[0]): PhoneView =>
  objectOf<PhoneView>(response, ({ card, state }) => typeof card === 'string' && typeof state === 'string');
