const transliteration: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Whether a text has the form of a vehicle identification number: 17 characters without I, O, Q (ISO 3779). */
export function isVin(text: string): boolean {
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(text.replace(/\s/g, '').toUpperCase());
}

/**
 * The 9th character a VIN must have where its region uses one (China GB 16735, North America 49 CFR 565); undefined
 * unless of VIN form.
 */
export function vinCheckDigit(text: string): string | undefined {
  const vin = text.replace(/\s/g, '').toUpperCase();
  if (!isVin(vin)) return undefined;
  const sum = weights.reduce((total, weight, index) => total + weight * characterValue(vin[index] ?? '0'), 0);
  return '0123456789X'[sum % 11];
}

/**
 * Whether the form is right and, where the first character names a region that uses the check digit (1–5 North America,
 * L China), that fits too.
 */
export function isCheckedVin(text: string): boolean {
  const vin = text.replace(/\s/g, '').toUpperCase();
  return isVin(vin) && (!/^[1-5L]/.test(vin) || vinCheckDigit(vin) === vin[8]);
}

function characterValue(character: string): number {
  return transliteration[character] ?? Number(character);
}
