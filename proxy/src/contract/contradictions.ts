import type { CardName } from './cards.ts';
import { parseIdNumber } from './checks/id-number.ts';
import { isMrzLine1, type MrzLine2, parseMrzLine1, parseMrzLine2 } from './checks/mrz.ts';
import { cardSpec } from './normalise.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * The fields whose value contradicts another of the same card: a birth or a relation against the ID number, what a
 * passport's page says against its machine-readable lines, an end before its beginning. A line counts as a witness only
 * where its own check digit fits. `today` is `YYYY-MM-DD`.
 */
export function contradictions(card: CardName, values: Values, today: string): readonly string[] {
  const found = [
    ...againstIdNumber(values, today),
    ...againstLine2(values),
    ...againstLine1(values),
    ...endsBeforeStart(card, values),
  ];
  return [...new Set(found)];
}

// Relations to the head of a household that say the sex (GB/T 4761).
const male =
  /^(?:丈?夫|(?:[长次二三四五六养继]|独生)?子|儿子|女婿|(?:外?祖|[岳伯叔舅养继])?父亲?|公公|(?:外?孙|侄)子|[兄弟]|哥哥|弟弟)$/;
const female =
  /^(?:妻子?|(?:[长次二三四五六养继孙侄]|独生|外孙|外甥)?女儿?|儿媳|(?:外?祖|[岳伯婶舅姑姨养继])?母亲?|婆婆|[姐妹姊]|姐姐|妹妹)$/;

function againstIdNumber(values: Values, today: string): string[] {
  const told = parseIdNumber(textIn(values, 'number') ?? textIn(values, 'idNumber') ?? '', today);
  if (!told) return [];
  const births = ['birth', 'birthday'].filter((name) => differs(textIn(values, name), told.birth));
  const relation = textIn(values, 'relationTo') ?? '';
  const contrary = told.sex === 'male' ? female : told.sex === 'female' ? male : undefined;
  return contrary?.test(relation) ? [...births, 'relationTo'] : births;
}

function againstLine2(values: Values): string[] {
  const line = parseMrzLine2(textIn(values, 'line1') ?? '');
  if (!line) return [];
  const plain = (text: string | undefined): string | undefined => text?.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const number = line.fits.number && differs(plain(textIn(values, 'personId')), line.number);
  // The zone knows no century: a day is compared without it.
  const days = (names: readonly string[], part: 'birth' | 'expiry'): string[] =>
    names.filter((name) => differs(textIn(values, name)?.slice(2), dayIn(line, part)));
  return [
    ...(number ? ['personId'] : []),
    ...days(['birthDate', 'birthDay'], 'birth'),
    ...days(['expireDate', 'expireDay'], 'expiry'),
  ];
}

/** `YY-MM-DD`, where the part fits its check digit and no part of it is unknown. */
function dayIn(line: MrzLine2, part: 'birth' | 'expiry'): string | undefined {
  const known = line.fits[part] && /^\d{6}$/.test(line[part]) && !/00/.test(line[part].replace(/^../, ''));
  return known ? line[part].replace(/^(..)(..)(..)$/, '$1-$2-$3') : undefined;
}

function againstLine1(values: Values): string[] {
  const text = textIn(values, 'line0') ?? '';
  const line = isMrzLine1(text) ? parseMrzLine1(text) : undefined;
  if (!line) return [];
  const issuer = textIn(values, 'srcCountry');
  const issuers = issuer !== undefined && /^[A-Z]{3}$/.test(issuer) && /^[A-Z]{3}$/.test(line.issuer);
  return [
    ...(issuers && issuer !== line.issuer ? ['srcCountry'] : []),
    ...(isOther(textIn(values, 'surname'), line.surname) ? ['surname'] : []),
    ...(isOther(textIn(values, 'givenName'), line.givenNames) ? ['givenName'] : []),
  ];
}

/**
 * Whether a printed name is another than the zone's. Only what is printed in plain letters is compared, as the zone
 * writes others by rules of each country; either may be longer, as the zone cuts names off and a page adds birth names
 * and titles.
 */
function isOther(printed: string | undefined, inZone: string): boolean {
  if (printed === undefined || !/^[A-Z' -]+$/i.test(printed)) return false;
  const [a, b] = [printed, inZone].map((name) => name.toUpperCase().replace(/[^A-Z]/g, ''));
  return a !== undefined && b !== undefined && a !== '' && b !== '' && !a.startsWith(b) && !b.startsWith(a);
}

function endsBeforeStart(card: CardName, values: Values): string[] {
  return Object.entries(cardSpec(card).fields).flatMap(([name, { from }]) => {
    const start = from === undefined ? undefined : textIn(values, from);
    const end = textIn(values, name);
    // A day is compared with a day: `long-term` comes behind every one.
    return start !== undefined && end !== undefined && end < start ? [name] : [];
  });
}

function textIn(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function differs(printed: string | undefined, told: string | undefined): boolean {
  return printed !== undefined && printed !== '' && told !== undefined && printed !== told;
}
