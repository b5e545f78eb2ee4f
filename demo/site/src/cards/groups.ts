import type { CardName } from '@scanfill/proxy/contract';
import type { Texts } from '../texts/en.ts';

/** The card types as a visitor looks for them. */
export const groups: readonly {
  readonly title: keyof Texts & `group${string}`;
  readonly cards: readonly CardName[];
}[] = [
  { title: 'groupIdentity', cards: ['id-card-front', 'id-card-back', 'passport'] },
  { title: 'groupBusiness', cards: ['bank-card', 'business-license'] },
  {
    title: 'groupDriving',
    cards: [
      'driver-license-front',
      'driver-license-back',
      'vehicle-license-front',
      'vehicle-license-back',
      'vehicle-num',
      'vehicle-vin',
    ],
  },
  { title: 'groupHousehold', cards: ['household-head', 'household-resident'] },
];
