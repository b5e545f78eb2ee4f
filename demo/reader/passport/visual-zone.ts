import type { Tag } from '../form/tags.ts';
import { passportDatesIn } from '../kinds/dates.ts';
import type { Row } from '../rows/rows.ts';
import { type Line, quantile } from '../sight/text.ts';
import { looksMachineReadable } from './mrz.ts';
import { isUnreadable } from './scripts.ts';

/**
 * The place of birth and the authority where their small labels could not be read. ICAO 9303-4 gives the order: the
 * place of birth stands between the dates of birth and issue, the authority beside or below the latter. Only where one
 * line alone can be it.
 */
export function unlabelledPlaces(
  rows: readonly Row[],
  tags: readonly Tag[],
  info: Readonly<Record<string, unknown>>,
): Map<Place, string> {
  const found = new Map<Place, string>();
  const lines = [...new Set(rows.flatMap((row) => row.cells.map((cell) => cell.line)))];
  const [born, issued, expires] = ['birthDate', 'issueDate', 'expireDate'].map((name) => dateLine(lines, info[name]));
  if (born === undefined || issued === undefined || expires === undefined) return found;
  if (isUnreadable(String(info.srcCountry ?? ''))) return found;
  const height = quantile([born.height, issued.height, expires.height], 0.5);
  const labels = new Set(tags.flatMap((tag) => tag.cells.map((cell) => cell.line)));
  const ofOthers = tags.filter(({ field }) => !field.endsWith('PlaceRaw') && field !== 'authority');
  const known = new Set(Object.values(info).map(String));
  const left = Math.min(born.x0, issued.x0, expires.x0) - height;
  const foot = Math.min(...lines.filter((line) => looksMachineReadable(line.text)).map((line) => line.y)) - height;
  const values = lines.filter(
    (line) =>
      line.x0 > left &&
      !labels.has(line) &&
      !known.has(line.text.trim()) &&
      isPlace(line, height) &&
      !ofOthers.some((tag) => isBelow(line, tag)),
  );
  const step = 0.6 * height;
  // Nationality comes before the date of birth: what stands right of that, or between the dates, is neither.
  const births = values.filter(
    (line) => line.y < issued.y - step && (line.y > born.y + step || (line.y > born.y - step && line.x0 > born.x1)),
  );
  const offices = values.filter((line) => line.y > issued.y - step && line.y < foot);
  const country = String(info.srcCountry);
  const printed = order[country] ?? usualOrder;
  const missing = printed.between.filter((name) => info[name] === undefined);
  if (births.length === missing.length) {
    for (const [i, name] of missing.entries()) found.set(name, births[i]?.text.trim() ?? '');
  }
  if (offices.length === 1 && printed.authority) found.set('authority', offices[0]?.text.trim() ?? '');
  return found;
}

type Place = 'birthPlaceRaw' | 'issuePlaceRaw' | 'authority';
type Order = { readonly between: readonly Place[]; readonly authority: boolean };

const usualOrder: Order = { between: ['birthPlaceRaw'], authority: true };
// Japan prints the registered domicile instead of the place of birth, Korea neither, India the place of issue below
// that of birth.
const order: Readonly<Record<string, Order>> = {
  JPN: { between: [], authority: true },
  KOR: { between: [], authority: true },
  IND: { between: ['birthPlaceRaw', 'issuePlaceRaw'], authority: false },
};

function isBelow(line: Line, { at }: Tag): boolean {
  const down = line.y - at.y;
  return down > 0 && down < 1.2 * (at.height + line.height) && Math.abs(line.x0 - at.x0) < 2 * line.height;
}

// Words of labels, where these are printed in capitals too.
const labelWords = /SIGNAT|FIRMA|UNTERSCHR|\b(?:DATE|DATUM|FECHA|DATA|PLACE|LIEU|LUGAR|LOCAL|LUOGO|SEX)\b/i;

function dateLine(lines: readonly Line[], date: unknown): Line | undefined {
  return lines.find((line) => passportDatesIn(line.text).some((found) => found.date.replace(/-/g, '') === date));
}

/**
 * Plain words as large as the dates, in capitals unless they are quite as large: labels are smaller and mostly not in
 * capitals.
 */
function isPlace({ text, score, height }: Line, usual: number): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const capitals = letters.replace(/[^\p{Lu}]/gu, '').length;
  return (
    score > 0.88 &&
    letters.length >= 3 &&
    !labelWords.test(text) &&
    /^\p{Lu}[\p{Script=Latin} .,'()-]*$/u.test(text.trim()) &&
    height < 1.5 * usual &&
    height > (capitals > 0.8 * letters.length ? 0.82 : 0.92) * usual
  );
}
