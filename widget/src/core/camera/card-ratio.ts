import type { CardName } from '@scanfill/proxy/contract';

const ratios: Partial<Record<CardName, number>> = {
  passport: 125 / 88,
  'business-license': 297 / 210,
  'driver-license-front': 88 / 60,
  'driver-license-back': 88 / 60,
  'vehicle-license-front': 88 / 60,
  'vehicle-license-back': 88 / 60,
  'vehicle-num': 440 / 140,
  'vehicle-vin': 4,
  'household-head': 143 / 105,
  'household-resident': 143 / 105,
};

/** Width over height of a card, as printed; an ID-1 card (ISO/IEC 7810: 85.60 × 53.98 mm) unless known otherwise. */
export function cardRatio(card: CardName): number {
  return ratios[card] ?? 85.6 / 53.98;
}
