import { type FieldSpec, type FieldValue, normaliseValue } from '@scanfill/proxy/contract';

/** Reads what a person has typed into a page's control; undefined where it is not, or not yet, of the field's type. */
export type ReadBack = (text: string) => FieldValue | undefined;

/** Days as pages write them: year, month and day by the place of their number. */
const orders = [
  [0, 1, 2],
  [2, 1, 0],
  [2, 0, 1],
] as const;

/**
 * How to read a control of the page, proved on what filling wrote into it: `written` has to give `value`. Undefined
 * where nothing reads it, or a day reads either way, as the third of March does.
 */
export function readBackOf(spec: FieldSpec, written: string, value: FieldValue, today: string): ReadBack | undefined {
  const plain: ReadBack = (text) => normaliseValue(spec, text, today);
  const isDate = spec.type === 'date' || spec.type === 'expiry';
  const ways = isDate
    ? orders.map(
        (order): ReadBack =>
          (text) =>
            dateIn(spec, text, order, today),
      )
    : [plain, (text: string) => plain(text.replace(/\s/g, ''))];
  const fitting = ways.filter((read) => read(written) === value);
  return isDate && fitting.length > 1 ? undefined : fitting[0];
}

function dateIn(spec: FieldSpec, text: string, order: readonly number[], today: string): FieldValue | undefined {
  const numbers = /^(\d{4}|\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{1,2})\D*$/.exec(text.trim())?.slice(1);
  const [year = '', month = '', day = ''] = order.map((place) => numbers?.[place]);
  if (year.length !== 4 || day.length > 2) return undefined;
  return normaliseValue(spec, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, today);
}
