import type { Random } from '../random.ts';
import { compact, type Day } from './dates.ts';

/** GB 11643: region, birth date, a sequence whose last digit is odd for men, check character. */
export function identityNumber(random: Random, region: string, birth: Day, male: boolean): string {
  const sequence = 900 + random.int(0, 49) * 2 + (male ? 1 : 0);
  const body = `${region}${compact(birth)}${sequence}`;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(body.charAt(i)) * (2 ** (17 - i) % 11);
  return body + '10X98765432'.charAt(sum % 11);
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function organisationCheck(body: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(body.charAt(i)) * (weights[i] ?? 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** GB 11714: eight characters and a check character. */
export function organisationCode(random: Random): string {
  const body = random.letters(8, creditAlphabet);
  return body + organisationCheck(body);
}

/** GB 32100: registry and kind, region, organisation code, check character over 31 letters and digits. */
export function creditCode(region: string, kind: string, organisation: string): string {
  const body = `${kind}${region}${organisation}`;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += creditAlphabet.indexOf(body.charAt(i)) * (3 ** i % 31);
  return body + creditAlphabet.charAt((31 - (sum % 31)) % 31);
}

/** The 15-digit registration number used before credit codes (ISO 7064, modulus 11,10). */
export function registrationNumber(random: Random, region: string): string {
  const body = `${region}${random.digits(8)}`;
  let product = 10;
  for (const digit of body) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return body + String((11 - product) % 10);
}

/** A card number of the length given that passes the Luhn check. */
export function luhnNumber(random: Random, prefix: string, length: number): string {
  const body = prefix + random.digits(length - prefix.length - 1);
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body.charAt(body.length - 1 - i));
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return body + String((10 - (sum % 10)) % 10);
}

const vinAlphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const vinValues = new Map([...'0123456789'].map((d) => [d, Number(d)] as const));
for (const [letters, value] of [
  ['AJ', 1],
  ['BKS', 2],
  ['CLT', 3],
  ['DMU', 4],
  ['ENV', 5],
  ['FW', 6],
  ['GPX', 7],
  ['HY', 8],
  ['RZ', 9],
] as const)
  for (const letter of letters) vinValues.set(letter, value);

/** ISO 3779 with the check digit in the ninth place; makers' codes as on cars built in China. */
export function vin(random: Random): string {
  const maker = random.pick(['LSV', 'LFV', 'LBV', 'LE4', 'LGX', 'LVS', 'LHG', 'LSG', 'LVV', 'LDC', 'LJD', 'L6T']);
  const head = maker + random.letters(5, vinAlphabet);
  const tail = random.letters(1, 'ABCDEFGHJKLMNPRSTVWXY123456789') + random.letters(2, vinAlphabet) + random.digits(5);
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = [...`${head}0${tail}`].reduce((total, c, i) => total + (vinValues.get(c) ?? 0) * (weights[i] ?? 0), 0);
  return head + (sum % 11 === 10 ? 'X' : String(sum % 11)) + tail;
}

/** The check digit of ICAO 9303: weights 7, 3, 1, letters from A = 10, filler 0. */
export function mrzCheck(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const value = c === '<' ? 0 : /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 55;
    sum += value * ([7, 3, 1][i % 3] ?? 0);
  }
  return String(sum % 10);
}
