const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The 18th character of a unified social credit code for its first 17 (GB 32100, MOD 31 with weights 3ⁱ); undefined
 * unless it has one.
 */
export function creditCodeCheckDigit(first17: string): string | undefined {
  if (first17.length !== 17) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/**
 * The 9th character of an organisation code for its first 8 (GB 11714, MOD 11). It stands inside a credit code at
 * places 9 to 17.
 */
export function organisationCodeCheckDigit(first8: string): string | undefined {
  if (!/^[0-9A-Z]{8}$/.test(first8)) return undefined;
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + weight * organisationAlphabet.indexOf(first8[index] ?? ''),
    0,
  );
  const digit = 11 - (sum % 11);
  return digit === 10 ? 'X' : digit === 11 ? '0' : String(digit);
}

/**
 * Whether a text is a GB 32100 code: 18 characters of its alphabet, six digits of region, a fitting last character. The
 * inner organisation code is not demanded: valid codes exist whose inner check digit differs.
 */
export function isCreditCode(text: string): boolean {
  const code = text.replace(/\s/g, '').toUpperCase();
  return (
    /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code) &&
    creditCodeCheckDigit(code.slice(0, 17)) === code[17]
  );
}
