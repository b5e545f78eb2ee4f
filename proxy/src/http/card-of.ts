import type { Request } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { type CardName, isCardName } from '../contract/cards.ts';
import type { Session } from '../sessions/form.ts';

/** The card type that a request names, as its session may scan it. */
export function cardOf(request: Request, session: Session): CardName {
  const { card } = request.query;
  if (card === undefined || card === '')
    throw new ProblemError('card-missing', 'Say ?card= with one of the card types.');
  if (!isCardName(card)) throw new ProblemError('card-unknown', 'Say ?card= with one of the card types.');
  if (session.cards && !session.cards.includes(card))
    throw new ProblemError('card-refused', `This session may scan: ${session.cards.join(', ')}.`);
  return card;
}
