import { ProblemError } from '../../base/problem-error.ts';
import { limits } from '../../contract/limits.ts';
import type { ImageHost } from '../../images/images.ts';
import type { Allowance, Store } from '../../store/store.ts';
import { createShares } from '../shares.ts';
import type { DayCeiling } from './day-ceiling.ts';

/** An upload whose body has not been read yet. */
export type Arrival = {
  readonly subject: string;
  /** What its session may still create; undefined: any number. */
  readonly quota: Allowance | undefined;
  /** Names the request, as the store keeps it; undefined where the client named none. */
  readonly key: string | undefined;
  /** From Content-Length. */
  readonly bytes: number | undefined;
};

/** How much may be open at a time; 0: no limit. */
export type UploadLimits = {
  readonly mostUploads: number;
  readonly mostUploadsASubject: number;
  readonly mostUploadMbASubject: number;
};

/**
 * Lets an upload in before a byte of its body is read; gives how to tell that it is over. Rejects with
 * `quota-exceeded`, `daily-limit`, `rate-limited`, `overloaded` or `store-unavailable`.
 */
export type UploadRoom = (arrival: Arrival) => Promise<() => void>;

const everybody = 'everybody';
const soonSeconds = 1;
const laterSeconds = 10;

/**
 * One for a process. What is open counts as if it were used up: under one quota no more may be sent than it has left.
 * `isOpen`: without sessions everybody is one subject, who is not bounded.
 */
export function createUploadRoom(deps: {
  readonly store: Pick<Store, 'spent' | 'knows'>;
  readonly images: Pick<ImageHost, 'hasRoom'>;
  readonly ceiling: Pick<DayCeiling, 'check'> | undefined;
  readonly limits: UploadLimits;
  readonly isOpen: boolean;
}): UploadRoom {
  const { store, images, ceiling, isOpen } = deps;
  const { mostUploads, mostUploadsASubject, mostUploadMbASubject } = deps.limits;
  const all = createShares(mostUploads);
  const uploads = createShares(isOpen ? 0 : mostUploadsASubject);
  const megabytes = createShares(isOpen ? 0 : mostUploadMbASubject * 2 ** 20);
  const sessions = createShares(0);
  const open = createShares(0);

  async function checkCounted({ quota }: Arrival): Promise<void> {
    if (quota) {
      const spent = await store.spent(quota.key);
      if (spent >= quota.limit) throw quotaExceeded();
      if (spent + sessions.of(quota.key) > quota.limit)
        throw tooMany(`${quota.limit - spent} more may be created, and as many are on their way.`);
    }
    await ceiling?.check();
  }

  /** A repeated request, whose scan is there already, is not counted; only then is that looked up. */
  async function checkNew(arrival: Arrival): Promise<void> {
    try {
      await checkCounted(arrival);
    } catch (refusal) {
      if (arrival.key === undefined || !(await store.knows(arrival.key))) throw refusal;
    }
  }

  return async (arrival) => {
    const { subject, quota, bytes = limits.maxBytes } = arrival;
    const taken: (() => void)[] = [];
    const leave = (): void => {
      for (const giveBack of taken) giveBack();
    };
    const take = (giveBack: (() => void) | undefined, refusal: () => ProblemError): void => {
      if (!giveBack) throw refusal();
      taken.push(giveBack);
    };
    try {
      take(uploads.take(subject), () => tooMany(`At most ${mostUploadsASubject} may be under way at a time.`));
      take(megabytes.take(subject, bytes), () =>
        tooMany(`At most ${mostUploadMbASubject} MB may be under way at a time.`),
      );
      take(all.take(everybody), overloaded);
      take(open.take(everybody, bytes), overloaded);
      if (quota) take(sessions.take(quota.key), quotaExceeded);
      await checkNew(arrival);
      // A disk that cannot even be asked takes nothing either.
      if ((await images.hasRoom?.(open.of(everybody)).catch(() => false)) === false)
        throw new ProblemError('store-unavailable', 'There is no room for another image.', {
          retryAfterSeconds: laterSeconds,
        });
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  };
}

/** What a session without any left is told. */
export function quotaExceeded(): ProblemError {
  return new ProblemError('quota-exceeded', 'This session has created as many scans as it may.');
}

function tooMany(detail: string): ProblemError {
  return new ProblemError('rate-limited', `${detail} Send it again when one of them has ended.`, {
    retryAfterSeconds: soonSeconds,
  });
}

function overloaded(): ProblemError {
  return new ProblemError('overloaded', 'Too many uploads are under way. Try again a little later.', {
    retryAfterSeconds: soonSeconds,
  });
}
