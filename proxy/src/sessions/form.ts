import type { CardName } from '../contract/cards.ts';

/** What every session token says of itself, whoever mints it. */
export const sessionForm = { issuer: 'scanfill', audience: 'scanfill-proxy', typ: 'scanfill-session+jwt' } as const;

/** No token lasts longer, whatever it says. */
export const longestTtlSeconds = 3_600;
/** How far the minting backend's clock may be ahead of this one. */
export const clockToleranceSeconds = 30;

/** A verified session. */
export type Session = {
  readonly id: string;
  readonly subject: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  readonly cards: readonly CardName[] | undefined;
  readonly quota: number | undefined;
};
