import { parseMrzLine1, parseMrzLine2 } from '@scanfill/proxy/contract';
import { fill } from '../form/fill.ts';
import { passportDatesIn } from '../kinds/dates.ts';
import { layouts } from '../layouts/layouts.ts';
import type { Row } from '../rows/rows.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import type { Zone } from './mrz.ts';
import { machineReadable } from './mrz-lines.ts';
import { namesIn, type PrintedNames, punctuated, withLostLetters } from './printed-name.ts';
import { readablePart } from './scripts.ts';
import { unlabelledPlaces } from './visual-zone.ts';

/** Issuers whose passports print the holder's name in Chinese characters. */
const namedInChinese: ReadonlySet<string> = new Set(['CHN', 'HKG', 'MAC', 'TWN', 'SGP']);

/** A passport's fields: from its machine-readable zone, and what that does not hold from the printed one. */
export async function passportValues(
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Record<string, unknown>> {
  const zone = await machineReadable(rows, page, engine);
  const { values, proof, tags } = fill(rows, layouts.passport);
  if (zone === undefined && (proof < 1 || values.size < 3)) return {};
  const issuer = zone?.line0.slice(2, 5) ?? '';
  const printed = ['birthPlaceRaw', 'issuePlaceRaw', 'authority', 'surname', 'givenName'];
  const readable = [...values].flatMap(([name, value]) => {
    const part = typeof value === 'string' && printed.includes(name) ? readablePart(value, issuer) : value;
    return part === undefined ? [] : [[name, part] as const];
  });
  const info: Record<string, unknown> = Object.fromEntries(readable);
  const names = namesIn(rows, info);
  if (zone !== undefined) Object.assign(info, zoneValues(withLostLetters(zone, names), names));
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
  return info;
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

function zoneValues({ line0, line1 }: Zone, names: PrintedNames | undefined): Record<string, unknown> {
  const first = parseMrzLine1(line0);
  const second = parseMrzLine2(line1);
  if (first === undefined || second === undefined) return { line0, line1 };
  const surname = punctuated(first.surname, names?.surname);
  const givenName = punctuated(first.givenNames, names?.givenName);
  return {
    type: first.type,
    srcCountry: first.issuer,
    surname,
    givenName,
    name: [surname, givenName].filter((part) => part !== '').join(' '),
    personId: second.number,
    birthDay: second.birth,
    birthDate: fullDate(second.birth, false),
    expireDay: second.expiry,
    expireDate: fullDate(second.expiry, true),
    line0,
    line1,
  };
}

/** YYYYMMDD: a birth lies in the past, an expiry within 50 years of today. */
function fullDate(short: string, future: boolean): string {
  const now = new Date().getUTCFullYear();
  const two = Number(short.slice(0, 2));
  const year = 2000 + two > now + (future ? 50 : 0) ? 1900 + two : 2000 + two;
  return `${year}${short.slice(2)}`;
}
