import type { CardSpec, FieldSpec } from './card-spec.ts';
import { type CardName, cards } from './cards.ts';
import { type DateOptions, parseDate } from './dates.ts';
import type { Dimension, Fields, FieldValue, Warning } from './scan.ts';
import { endOfTerm, longTerm } from './terms.ts';

/** Nobody alive was born, and no card in use was issued, before. */
const earliestPast = '1850-01-01';

/** A wire object in this service's own terms. */
export type Normalised<C extends CardName = CardName> = {
  readonly fields: Fields<C>;
  /** One `unreadable` for each wire value that is not of its field's type. */
  readonly warnings: readonly Warning[];
};

/** The card's row, widened: for code that treats all cards alike. */
export function cardSpec(card: CardName): CardSpec {
  return cards[card];
}

/** The spellings of a field on Green's wire, the documented one first. */
export function wireNames(name: string, field: FieldSpec): readonly string[] {
  return field.wire ?? [name];
}

/**
 * Turns Green's `…Info` object into typed fields. Tolerant: an unknown key is ignored, an empty value is absent, a
 * value that cannot be normalised is absent with a warning. `today` is `YYYY-MM-DD`, for two-digit years.
 */
export function normalise<C extends CardName>(
  card: C,
  wire: Readonly<Record<string, unknown>>,
  today: string,
): Normalised<C> {
  const fields: Record<string, FieldValue> = {};
  const warnings: Warning[] = [];
  for (const [name, field] of Object.entries(cardSpec(card).fields)) {
    const value = wireNames(name, field)
      .map((spelling) => wire[spelling])
      .find((candidate) => !isEmpty(candidate));
    if (isEmpty(value)) continue;
    const start = field.from === undefined ? undefined : fields[field.from];
    const normalised = normaliseValue(field, value, today, typeof start === 'string' ? start : undefined);
    if (normalised === undefined) warnings.push({ code: 'unreadable', field: name });
    else fields[name] = normalised;
  }
  return { fields: fields as Fields<C>, warnings };
}

/**
 * One wire value — or one that a person typed — as its field's type; undefined where it is not of that type. `start`
 * (`YYYY-MM-DD`) is the first day of the term that the field ends, for a value that says only how long it is (6年).
 */
export function normaliseValue(
  field: FieldSpec,
  value: unknown,
  today: string,
  start?: string,
): FieldValue | undefined {
  switch (field.type) {
    case 'text':
      return textOf(value);
    case 'date':
      return dateOf(field, value, today);
    case 'expiry':
      return endOf(field, value, today, start);
    case 'number':
      return numberOf(value);
    case 'integer':
      return countOf(value);
    case 'boolean':
      return booleanOf(value);
    case 'dimension':
      return dimensionOf(value);
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function dateOf(field: FieldSpec, value: unknown, today: string): string | undefined {
  // Where a range was read into a field of its own, its first day is meant: a last one has a field of type `expiry`.
  const date = parseDate(textOf(value) ?? '', { ...datesOf(field, today), which: 'first' });
  const impossible = field.century === 'past' && date !== undefined && (date > today || date < earliestPast);
  return impossible ? undefined : date;
}

function endOf(field: FieldSpec, value: unknown, today: string, start: string | undefined): string | undefined {
  const text = textOf(value) ?? '';
  if (text === longTerm) return longTerm;
  return endOfTerm(text, { ...datesOf(field, today), ...(start === undefined ? {} : { start }) });
}

function datesOf({ century }: FieldSpec, today: string): DateOptions {
  return century ? { today, century } : { today };
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const match = /^[+-]?\d+(?:\.\d+)?(?=\D*$)/.exec(textOf(value)?.normalize('NFKC') ?? '');
  return match ? Number(match[0]) : undefined;
}

function integerOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

/** Persons a vehicle may carry: 5, 5人, 前排2人, and rows added up: 2+3人, 前排2人后排3人. */
function countOf(value: unknown): number | undefined {
  const text = textOf(value)?.normalize('NFKC').replace(/\s/g, '') ?? '';
  const rows = /^(?:[前中后]排)?\d{1,3}[人座位名]?(?:(?:\+|[,、]?[前中后]排)\d{1,3}[人座位名]?)*$/.test(text);
  if (rows) return (text.match(/\d+/g) ?? []).reduce((sum, count) => sum + Number(count), 0);
  const count = integerOf(value);
  return count !== undefined && count >= 0 ? count : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase() ?? '';
  if (['true', '1', 'yes', '是'].includes(text)) return true;
  return ['false', '0', 'no', '否'].includes(text) ? false : undefined;
}

function dimensionOf(value: unknown): Dimension | undefined {
  if (typeof value === 'object' && value !== null) {
    const part = (name: string): number | undefined => integerOf((value as Record<string, unknown>)[name]);
    return dimension(part('length'), part('width'), part('height'));
  }
  const parts = /(\d+)\s*[x×*X]\s*(\d+)\s*[x×*X]\s*(\d+)/.exec(textOf(value)?.normalize('NFKC') ?? '');
  return parts ? dimension(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

function dimension(length?: number, width?: number, height?: number): Dimension | undefined {
  return length === undefined || width === undefined || height === undefined ? undefined : { length, width, height };
}
