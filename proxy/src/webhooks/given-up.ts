import { ProblemError } from '../base/problem-error.ts';
import type { CardName } from '../contract/cards.ts';
import type { Advance } from '../engine/advance.ts';
import type { Store, StoredJob } from '../store/store.ts';
import { type MessageType, typeOf } from './message.ts';

/** A message that nobody took for a day. */
export type GivenUp = {
  /** The scan's id. */
  readonly id: string;
  readonly type: MessageType;
  readonly subject: string;
  readonly card: CardName;
  /** ISO 8601, UTC. */
  readonly givenUpAt: string;
};

/** What was given up, and how to send it again. */
export type Webhooks = {
  /** The messages given up in the last week. */
  givenUp(): Promise<readonly GivenUp[]>;
  /**
   * Sends these scans' messages again, all that were given up unless told; answers how many. Rejects where WEBHOOK_URL
   * is not set any more.
   */
  resend(ids?: readonly string[]): Promise<number>;
};

const atOnce = 500;

/** Looks through the ended scans: it is asked seldom, and by an operator. */
export function createWebhooks(deps: {
  readonly store: Pick<Store, 'ids' | 'get'>;
  readonly advance: Advance;
  readonly now: () => number;
  /** WEBHOOK_URL is set. */
  readonly isOn: boolean;
}): Webhooks {
  const { store, advance, now, isOn } = deps;

  async function* found(wanted?: readonly string[]): AsyncGenerator<StoredJob> {
    const ids = wanted ?? (await store.ids('erase'));
    for (let start = 0; start < ids.length; start += atOnce)
      for (const stored of await store.get(ids.slice(start, start + atOnce)))
        if (stored?.job.hook?.givenUpAtMs !== undefined) yield stored;
  }

  return {
    async givenUp() {
      const list: GivenUp[] = [];
      for await (const { job } of found()) {
        const { subject = '', givenUpAtMs = 0 } = job.hook ?? {};
        const givenUpAt = new Date(givenUpAtMs).toISOString();
        list.push({ id: job.id, type: typeOf(job), subject, card: job.card, givenUpAt });
      }
      return list;
    },
    async resend(ids) {
      if (!isOn) throw new ProblemError('request-invalid', 'WEBHOOK_URL is not set: nobody could be told.');
      const all: StoredJob[] = [];
      for await (const stored of found(ids)) all.push(stored);
      for (let start = 0; start < all.length; start += atOnce) {
        const part = all.slice(start, start + atOnce);
        await advance(part.map((stored) => ({ stored, event: { kind: 'tell-again', atMs: now() } })));
      }
      return all.length;
    },
  };
}
