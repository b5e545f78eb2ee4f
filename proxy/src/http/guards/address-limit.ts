import type { RequestHandler } from 'express';
import { ProblemError } from '../../base/problem-error.ts';
import type { ClientAddress } from './client-address.ts';

/** Counts what was refused to each address, in this process. */
export type AddressLimit = {
  readonly counts: RequestHandler;
  /** Refuses before the token is looked at, with `rate-limited`, once an address has had its share. */
  readonly refuses: RequestHandler;
  /** Notes a refusal that was no request's; one that was dear counts as several. */
  note(address: string | undefined, weight?: number): void;
  /** Whether it goes on all the same, at twice its share: its connections are closed then. */
  isStubborn(address: string | undefined): boolean;
};

const windowMs = 60_000;
/** More addresses than this at once: the oldest are forgotten. */
const mostKnown = 20_000;
/**
 * A refused body whose chunks were still coming counts as so many: Node has taken up to 64 KiB of it apart before
 * anybody could refuse, which are eleven thousand chunks of one byte.
 */
const chunkedWeight = 30;
/** What nobody gets who means well, again and again. */
const counted: ReadonlySet<number> = new Set([400, 401, 403, 405, 417, 429, 431]);

/**
 * Of each address so many refused requests a minute; 0: no limit. Only refusals count, for thousands who mean well may
 * share an address; where the address is not known nothing does.
 */
export function createAddressLimit(deps: {
  readonly addresses: Pick<ClientAddress, 'of'>;
  readonly mostRefusals: number;
  readonly now: () => number;
}): AddressLimit {
  const { addresses, mostRefusals, now } = deps;
  const known = new Map<string, { count: number; readonly untilMs: number }>();

  function current(address: string | undefined): { count: number; readonly untilMs: number } | undefined {
    if (address === undefined || mostRefusals === 0) return undefined;
    const entry = known.get(address);
    if (entry === undefined || entry.untilMs > now()) return entry;
    known.delete(address);
    return undefined;
  }

  function note(address: string | undefined, weight = 1): void {
    if (address === undefined || mostRefusals === 0) return;
    const entry = current(address);
    if (entry) {
      entry.count += weight;
      return;
    }
    const [oldest] = known.size >= mostKnown ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(address, { count: weight, untilMs: now() + windowMs });
  }

  return {
    counts(request, response, next) {
      const address = addresses.of(request);
      if (address !== undefined)
        response.once('close', () => {
          if (!counted.has(response.statusCode)) return;
          const isDear = !request.complete && request.headers['transfer-encoding'] !== undefined;
          note(address, isDear ? chunkedWeight : 1);
        });
      next();
    },
    refuses(request, _response, next) {
      const entry = current(addresses.of(request));
      if (entry === undefined || entry.count < mostRefusals) return next();
      throw new ProblemError('rate-limited', `More than ${mostRefusals} requests of this address were refused.`, {
        retryAfterSeconds: Math.max(1, Math.ceil((entry.untilMs - now()) / 1_000)),
      });
    },
    note,
    isStubborn: (address) => (current(address)?.count ?? 0) >= mostRefusals * 2,
  };
}
