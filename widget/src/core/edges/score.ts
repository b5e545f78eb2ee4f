import type { Traits } from './candidates.ts';

/**
 * How much more four lines look like a card's edges than it takes to say so. The weights are those under which the
 * right ones stand before all others most often (a logit over the candidates of each picture), fitted on pictures of
 * known corners; the decision `the-cards-edges-by-four-lines` tells which.
 */
export function scoreOf({ support, second, overrun, mixed, odd }: Traits): number {
  return 20 * support + 10 * second - 10 * overrun - 1.7 * mixed - 50 * odd - 22;
}
