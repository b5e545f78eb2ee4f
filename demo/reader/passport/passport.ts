import { parseMrzLine1, parseMrzLine2 } from '@scanfill/proxy/contract';
import { fill } from '../form/fill.ts';
import { passportDatesIn } from '../kinds/dates.ts';
import { layouts } from '../layouts/layouts.ts';
import type { Row } from '../rows/rows.ts';
import { type Answered, nothing } from '../rows/value.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import type { Zone } from './mrz.ts';
import { type Budget, machineReadable } from './mrz-lines.ts';
import {
  completed,
  namesIn,
  type PrintedNames,
  punctuated,
  withLostLetters,
  withPrintedLetters,
} from './printed-name.ts';
import { readablePart } from './scripts.ts';
import { unlabelledPlaces } from './visual-zone.ts';

/** Issuers whose passports print the holder's name in Chinese characters. */
const namedInChinese: ReadonlySet<string> = new Set(['CHN', 'HKG', 'MAC', 'TWN', 'SGP']);

/** A passport's fields: from its machine-readable zone, and what that does not hold from the printed one. */
export async function passportValues(
  rows: readonly Row[],
  page: Page,
  engine: Engine,
  budget: Budget,
): Promise<Answered> {
  const zone = await machineReadable(rows, page, engine, budget);
  const { values, proof, tags } = fill(rows, layouts.passport);
  if (zone === undefined && (proof < 1 || values.size < 3)) return nothing;
  const issuer = zone?.line0.slice(2, 5) ?? '';
  const printed = ['birthPlaceRaw', 'issuePlaceRaw', 'authority', 'surname', 'givenName'];
  const readable = [...values].flatMap(([name, value]) => {
    const part = typeof value === 'string' && printed.includes(name) ? readablePart(value, issuer) : value;
    return part === undefined ? [] : [[name, part] as const];
  });
  const info: Record<string, unknown> = Object.fromEntries(readable);
  const names = namesIn(rows, info);
  if (zone !== undefined)
    Object.assign(
      info,
      zoneValues(withPrintedLetters(withLostLetters(zone, names), names), names, printedDates(rows, info)),
    );
  const issued = info.issueDate ?? issueDate(rows, info);
  if (issued !== undefined) info.issueDate = issued;
  for (const [name, value] of unlabelledPlaces(rows, tags, info)) info[name] ??= value;
  for (const name of ['birthPlace', 'issuePlace']) {
    const raw = info[`${name}Raw`];
    if (typeof raw !== 'string') continue;
    // One of 川's strokes is easily read as an I.
    const whole = raw.replace(/(?<=\p{Script=Han})[I1l|]+(?=\s*\/)/u, '');
    info[`${name}Raw`] = whole;
    // Printed in two scripts, as 江苏/JIANGSU: the plain field holds the Latin one.
    info[name] = /^[\p{Script=Han}\s]+\/\s*(.+)$/u.exec(whole)?.[1] ?? whole;
  }
  // Elsewhere two Chinese characters are a nation's name, or a button of the phone whose screen this is.
  if (zone !== undefined && !namedInChinese.has(issuer)) delete info.cnNameRaw;
  if (info.cnNameRaw !== undefined) info.cnName = info.cnNameRaw;
  return { info, mends: zone?.mends ?? 0 };
}

/** Of a data page's dates, the one between birth and expiry is that of issue. */
function issueDate(rows: readonly Row[], info: Record<string, unknown>): string | undefined {
  const birth = String(info.birthDate ?? '');
  const expiry = String(info.expireDate ?? '');
  if (birth === '' || expiry === '') return undefined;
  const found = new Set<string>();
  for (const line of new Set(rows.flatMap((row) => row.cells.map((cell) => cell.line)))) {
    for (const { date } of passportDatesIn(line.text)) {
      const compact = date.replace(/-/g, '');
      if (compact > birth && compact < expiry) found.add(compact);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** The dates of birth and expiry as the printed zone has them, `YYYYMMDD`, and whether they were plainly read. */
type PrintedDates = Readonly<
  Record<'birthDate' | 'expireDate', { readonly date: string; readonly plain: boolean } | undefined>
>;

function printedDates(rows: readonly Row[], info: Readonly<Record<string, unknown>>): PrintedDates {
  const lines = [...new Set(rows.flatMap((row) => row.cells.map((cell) => cell.line)))];
  const of = (name: string) => {
    const date = info[name];
    if (typeof date !== 'string') return undefined;
    const line = lines.find(({ text }) => passportDatesIn(text).some((found) => found.date.replace(/-/g, '') === date));
    const plain = line?.marks.every(({ char, score }) => !/\d/.test(char) || score > 0.95) === true;
    return { date, plain };
  };
  return { birthDate: of('birthDate'), expireDate: of('expireDate') };
}

function zoneValues(
  { line0, line1 }: Zone,
  names: PrintedNames | undefined,
  dates: PrintedDates,
): Record<string, unknown> {
  const first = parseMrzLine1(line0);
  const second = parseMrzLine2(line1);
  if (first === undefined || second === undefined) return { line0, line1 };
  const whole = completed({ line0 }, names);
  const surname = whole?.surname ?? punctuated(first.surname, names?.surname);
  const givenName = whole?.givenName ?? punctuated(first.givenNames, names?.givenName);
  const [born, expires] = [dates.birthDate, dates.expireDate];
  const known = new Set([born?.date, expires?.date].filter((date) => date !== undefined));
  return {
    type: first.type,
    srcCountry: first.issuer,
    surname,
    givenName,
    name: [surname, givenName].filter((part) => part !== '').join(' '),
    personId: second.number,
    birthDay: second.birth,
    birthDate: weighed(second.birth, fullDate(second.birth, false), born, known.size === 2),
    expireDay: second.expiry,
    expireDate: weighed(second.expiry, fullDate(second.expiry, true), expires, known.size === 2),
    line0,
    line1,
  };
}

/**
 * The zone's date with the year in full that is printed; where the print is plainly another date than the zone's, what
 * is printed: the zone itself stands beside it, and whoever looks is told of the mismatch.
 */
function weighed(
  short: string,
  full: string,
  printed: { readonly date: string; readonly plain: boolean } | undefined,
  apart: boolean,
): string {
  if (printed === undefined) return full;
  if (printed.date.slice(2) === short) return printed.date;
  return printed.plain && apart && /^\d{6}$/.test(short) ? printed.date : full;
}

/** YYYYMMDD: a birth lies in the past, an expiry within 50 years of today. */
function fullDate(short: string, future: boolean): string {
  const today = new Date().toISOString().replace(/-/g, '').slice(0, 8);
  const latest = future ? String(Number(today) + 500_000) : today;
  return `20${short}` > latest ? `19${short}` : `20${short}`;
}
