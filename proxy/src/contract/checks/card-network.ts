/** A payment network: how its card numbers begin and how many digits they have. */
export type CardNetwork = {
  readonly name: string;
  readonly begins: RegExp;
  readonly lengths: readonly number[];
};

/**
 * The networks whose cards are in people's hands, the narrower beginning first (ISO/IEC 7812-1 gives the first digit to
 * an industry, the networks publish their own ranges). UnionPay has 62 and, since 62 ran short, 81; what Chinese banks
 * issued on 4, 5, 6 and 9 before UnionPay had a range of its own stands last.
 */
export const cardNetworks: readonly CardNetwork[] = [
  { name: 'UnionPay', begins: /^(?:62|81)/, lengths: [16, 17, 18, 19] },
  { name: 'American Express', begins: /^3[47]/, lengths: [15] },
  { name: 'JCB', begins: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { name: 'Diners Club', begins: /^3(?:0[0-5]|095|[689])/, lengths: [14, 15, 16, 17, 18, 19] },
  { name: 'Visa', begins: /^4/, lengths: [13, 16, 18, 19] },
  { name: 'Mastercard', begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { name: 'Mir', begins: /^220[0-4]/, lengths: [16, 17, 18, 19] },
  { name: 'Discover', begins: /^6(?:011|4[4-9]|5)/, lengths: [16, 17, 18, 19] },
  { name: 'Maestro', begins: /^(?:50|5[6-9]|6[37])/, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { name: 'a Chinese bank, before UnionPay', begins: /^(?:60|68|69|9)/, lengths: [16, 17, 18, 19] },
];

/**
 * The network a card number belongs to by its beginning and its length; undefined where none has such numbers. Spaces
 * and hyphens are skipped.
 */
export function cardNetwork(text: string): CardNetwork | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d+$/.test(digits)) return undefined;
  return cardNetworks.find(({ begins, lengths }) => begins.test(digits) && lengths.includes(digits.length));
}
