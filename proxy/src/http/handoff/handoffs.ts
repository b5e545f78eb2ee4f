import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '../../base/problem-error.ts';
import { createRandomBytes } from '../../base/random.ts';
import type { CardName } from '../../contract/cards.ts';
import { problems } from '../../contract/problems.ts';
import { shownInstead } from '../../contract/shown-card.ts';
import { type Handoff, hasExpired, linkMs, mostPhotos, photoMs, type StoredHandoff } from '../../jobs/handoff.ts';
import type { Job } from '../../jobs/job.ts';
import type { Session } from '../../sessions/form.ts';
import type { HttpContext } from '../context.ts';
import { scanOf } from '../scan-view.ts';

/**
 * How far a hand-off is, as computer and phone see it: its own states before a photo was sent, then `reading`, and
 * `read` · `again` nothing could be read of that photo, and the phone may take another · `failed` it ends without.
 */
export type Progress = Handoff['state'] | 'reading' | 'read' | 'again' | 'failed' | 'expired';

/** A hand-off as it was found. */
export type Found = StoredHandoff & { readonly progress: Progress; readonly job: Job | undefined };

/** Each step of a hand-off, whichever process takes it. Every one rejects with the problem that says why not. */
export type Handoffs = {
  /** Makes one; gives it with the secret of its link, which is kept nowhere. */
  make(
    card: CardName,
    session: Session,
    options: { readonly isOpen: boolean; readonly consent: Job['consent'] },
  ): Promise<{ handoff: Handoff; secret: string }>;
  /** Rejects with `handoff-not-found`. */
  find(id: string): Promise<Found>;
  /** Lays a change on what is there, again and again while others change it; what `change` throws is passed on. */
  change(id: string, change: (found: Found) => Handoff): Promise<Found>;
};

const numbers = 9;
const mostRounds = 8;

/** Hand-offs of the store. */
export function createHandoffs({ store, clock, audit }: Pick<HttpContext, 'store' | 'clock' | 'audit'>): Handoffs {
  const randomBytes = createRandomBytes();

  async function find(id: string): Promise<Found> {
    const stored = await store.handoff(id);
    if (!stored) throw new ProblemError('handoff-not-found', 'It is long over, or never was.');
    const last = stored.handoff.scans.at(-1);
    const [job] = last === undefined ? [] : await store.get([last]);
    return { ...stored, job: job?.job, progress: progressOf(stored.handoff, job?.job, clock.now()) };
  }

  function tell({ subject, session, id: handoff, card }: Handoff, step: Step): void {
    audit({ event: 'handoff', subject, session: session?.id ?? 'everybody', handoff, card, step });
  }

  return {
    find,

    async make(card, { id: session, subject, issuedAtMs, expiresAtMs, quota }, { isOpen, consent }) {
      const secret = newSecret();
      const choices = new Set<string>();
      while (choices.size < numbers) choices.add(String(randomInt(10, 100)));
      const list = [...choices];
      const handoff: Handoff = {
        id: newSecret(),
        card,
        subject,
        ...(isOpen
          ? {}
          : { session: { id: session, issuedAtMs, expiresAtMs, ...(quota === undefined ? {} : { quota }) } }),
        ...(consent ? { consent } : {}),
        link: hashOf(secret),
        code: list[randomInt(numbers)] ?? '',
        choices: list.toSorted(),
        state: 'open',
        expiresAtMs: clock.now() + linkMs,
        scans: [],
      };
      await store.keepHandoff({ handoff, version: 0 });
      tell(handoff, 'made');
      return { handoff, secret };
    },

    async change(id, change) {
      for (let round = 0; round < mostRounds; round += 1) {
        const found = await find(id);
        const next = change(found);
        if (next === found.handoff) return found;
        if (!(await store.keepHandoff({ handoff: next, version: found.version }))) continue;
        const step = steps[next.state];
        if (next.state !== found.handoff.state && step) tell(next, step);
        return {
          handoff: next,
          version: found.version + 1,
          job: undefined,
          progress: next.scans.length > found.handoff.scans.length ? 'reading' : next.state,
        };
      }
      throw new ProblemError('store-unavailable', 'The hand-off changed again and again. Ask again.');
    },
  };

  function newSecret(): string {
    return randomBytes(16).toString('base64url');
  }
}

type Step = 'made' | 'opened' | 'picked' | 'refused' | 'confirmed' | 'ended';
const steps: { readonly [S in Handoff['state']]?: Step } = {
  opened: 'opened',
  picked: 'picked',
  refused: 'refused',
  confirmed: 'confirmed',
  revoked: 'ended',
};

function progressOf(handoff: Handoff, job: Job | undefined, nowMs: number): Progress {
  const { state, scans } = handoff;
  if (state !== 'confirmed' || scans.length === 0) return hasExpired(handoff, nowMs) ? 'expired' : state;
  // Erased at the computer, which has gone on without.
  if (!job) return 'revoked';
  const scan = scanOf(job);
  if (scan.state === 'done' && scan.recognised) return 'read';
  if (scan.state !== 'done' && scan.state !== 'failed') return 'reading';
  const wantsAnother = scan.state === 'done' || problems[scan.problem.code].retry === 'photo';
  return wantsAnother && scans.length < mostPhotos && !hasExpired(handoff, nowMs) ? 'again' : 'failed';
}

/** Which card the photo shows that has to be taken again, where that is known: what a view says of it. */
export function shownOn({ progress, job }: Pick<Found, 'progress' | 'job'>): { readonly shows?: CardName } {
  const scan = progress === 'again' && job ? scanOf(job) : undefined;
  const shows = scan?.state === 'done' ? shownInstead(scan) : undefined;
  return shows === undefined ? {} : { shows };
}

/** The phone's tap, with a secret of its own: spends the link. The same phone may tap again. */
export function opened({ handoff, progress }: Found, phone: string): Handoff {
  if (handoff.phone !== undefined) {
    if (isSecret(phone, handoff.phone)) return handoff;
    throw new ProblemError('handoff-used', 'This link was used by another phone. Ask the computer for a new one.');
  }
  checkLives(progress);
  return { ...handoff, state: 'opened', phone: hashOf(phone) };
}

/** The number that the phone picked: one try. */
export function picked({ handoff, progress }: Found, code: unknown): Handoff {
  checkLives(progress);
  if (handoff.state === 'picked' && code === handoff.code) return handoff;
  if (handoff.state !== 'opened') throw unready();
  return { ...handoff, state: code === handoff.code ? 'picked' : 'refused' };
}

/** The computer's word that it is its own phone. */
export function confirmed({ handoff, progress }: Found, nowMs: number): Handoff {
  checkLives(progress);
  if (handoff.state === 'confirmed') return handoff;
  if (handoff.state !== 'picked') throw unready();
  return { ...handoff, state: 'confirmed', expiresAtMs: nowMs + photoMs };
}

/** Ended by the computer; a photo that was sent stays a scan of its subject. */
export function ended({ handoff }: Found): Handoff {
  const isOver = handoff.state === 'refused' || handoff.state === 'revoked' || handoff.scans.length > 0;
  return isOver ? handoff : { ...handoff, state: 'revoked' };
}

/** Another scan of its; the same one again changes nothing. */
export function sent({ handoff }: Found, scan: string): Handoff {
  if (handoff.scans.includes(scan)) return handoff;
  checkLives(handoff.state);
  return { ...handoff, scans: [...handoff.scans, scan] };
}

/**
 * Rejects where no photo may be sent, or not yet; `photo` counts those sent before it. One that was sent already may
 * come again: its answer was lost.
 */
export function checkMaySend({ handoff, progress }: Found, photo: number): void {
  if (photo < handoff.scans.length) return;
  checkLives(progress);
  if (photo > handoff.scans.length || (progress !== 'confirmed' && progress !== 'again')) throw unready();
}

/** Whether a secret is the one whose hash this is. */
export function isSecret(secret: string, hash: string): boolean {
  const [a, b] = [Buffer.from(hashOf(secret)), Buffer.from(hash)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function checkLives(progress: Progress): void {
  if (progress === 'expired') throw new ProblemError('handoff-expired', 'Ask the computer for a new link.');
  if (progress === 'refused') throw new ProblemError('handoff-refused', 'Ask the computer for a new link.');
  if (progress === 'revoked') throw new ProblemError('handoff-revoked', 'Ask the computer for a new link.');
}

const unready = () => new ProblemError('handoff-unready', 'Look at the state of the hand-off first.');

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
