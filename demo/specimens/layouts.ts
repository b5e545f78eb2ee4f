import type { CardName } from '@scanfill/proxy/contract';
import { bankCard } from './cards/bank-card.ts';
import { idCardBack, idCardFront } from './cards/id-card.ts';
import { passport } from './cards/passport.ts';
import type { Layout } from './parts.ts';

/** The ways each card type looks. */
export const layouts: Readonly<Partial<Record<CardName, readonly Layout[]>>> = {
  'id-card-front': idCardFront,
  'id-card-back': idCardBack,
  passport,
  'bank-card': bankCard,
};
