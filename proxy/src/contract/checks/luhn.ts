/**
 * Whether a text is a bank card number: 13 to 19 digits (UnionPay uses up to 19) that fit the Luhn digit (ISO/IEC
 * 7812-1). Spaces and hyphens are skipped. Which network it belongs to does not matter here: see `cardNetwork`.
 */
export function isBankCardNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{13,19}$/.test(digits) && !/^(\d)\1+$/.test(digits) && luhnSum(digits) % 10 === 0;
}

/** The digit that completes a card number; undefined unless digits. */
export function luhnCheckDigit(digits: string): string | undefined {
  return /^\d+$/.test(digits) ? String((10 - (luhnSum(`${digits}0`) % 10)) % 10) : undefined;
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum;
}
