import type { CardName } from '../contract/cards.ts';
import type { ProblemCode } from '../contract/problems.ts';

/**
 * A line of the audit log: who did what when. `subject` as the host named it, `session` the token's id (`jti`), `scan`
 * the scan's; never a field of a card, a name, an address or a token.
 *
 * `taken`: an image was taken in · `ended`: its scan ended, `outcome` how · `recast`: what was read for `from` became a
 * scan of another card · `erased`: its subject erased it · `handoff`: a photo was asked of a phone, `step` how far that
 * came · `revoked`: every session of the subject was ended.
 */
export type AuditEntry = { readonly subject: string } & (
  | { readonly event: 'taken'; readonly session: string; readonly scan: string; readonly card: CardName }
  | {
      readonly event: 'ended';
      readonly scan: string;
      readonly card: CardName;
      /** `recognised`, `nothing-found`, or the problem's code. */
      readonly outcome: 'recognised' | 'nothing-found' | ProblemCode;
    }
  | {
      readonly event: 'recast';
      readonly session: string;
      readonly scan: string;
      readonly card: CardName;
      readonly from: string;
    }
  | { readonly event: 'erased'; readonly session: string; readonly scan: string; readonly card: CardName }
  | {
      readonly event: 'handoff';
      readonly session: string;
      readonly handoff: string;
      readonly card: CardName;
      readonly step: 'made' | 'opened' | 'picked' | 'refused' | 'confirmed' | 'ended';
    }
  | { readonly event: 'revoked' }
);

/** Where entries go; must not throw. */
export type Audit = (entry: AuditEntry) => void;

/** Keeps none. */
export const noAudit: Audit = () => {};
