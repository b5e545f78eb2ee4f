import type { CardName } from '../contract/cards.ts';
import type { Session } from '../sessions/form.ts';
import type { Job } from './job.ts';

/** How long a link may be opened, a number picked and the phone confirmed. */
export const linkMs = 5 * 60_000;
/** How long a confirmed phone may take its photo. */
export const photoMs = 10 * 60_000;
/** One that has ended is told as such, and not as unknown, for so long. */
const toldMs = 10 * 60_000;
/** As long as a scan may take, and its result is kept. */
const readingMs = 2 * 3_600_000;
/** Photos of one hand-off; each may be billed. */
export const mostPhotos = 5;

/** A computer's errand to a phone: to take a photo of one card. Plain JSON. */
export type Handoff = {
  /** 22 characters of base64url. */
  readonly id: string;
  readonly card: CardName;
  /** Whose computer made it: the scans are made under that session's limits. Absent where AUTH is off. */
  readonly session?: Pick<Session, 'id' | 'issuedAtMs' | 'expiresAtMs'> & { readonly quota?: number };
  readonly subject: string;
  /** What the person accepted at the computer, for the photo's scan. */
  readonly consent?: NonNullable<Job['consent']>;
  /** SHA-256 of the link's secret, and of the secret of the phone that spent it, in base64url. */
  readonly link: string;
  readonly phone?: string;
  /** The number that the computer shows, and those among which the phone picks. */
  readonly code: string;
  readonly choices: readonly string[];
  /**
   * `open`: nobody has tapped · `opened`: a phone has, and is to pick the number · `picked`: it did, and the computer
   * is to confirm · `confirmed`: the photo may be taken · `refused`: another number was picked · `revoked`: the
   * computer has ended it.
   */
  readonly state: 'open' | 'opened' | 'picked' | 'confirmed' | 'refused' | 'revoked';
  readonly expiresAtMs: number;
  /** The scans of its photos: none before the first was sent, the last one counts. */
  readonly scans: readonly string[];
};

/** A hand-off with the version it was read at. */
export type StoredHandoff = { readonly handoff: Handoff; readonly version: number };

/** Whether its time is over; what was sent is read to its end all the same. */
export function hasExpired({ state, expiresAtMs }: Handoff, nowMs: number): boolean {
  return state !== 'refused' && state !== 'revoked' && expiresAtMs <= nowMs;
}

/** When a store may forget it. */
export function keptUntilMs({ expiresAtMs, scans }: Handoff): number {
  return expiresAtMs + (scans.length > 0 ? readingMs : toldMs);
}
