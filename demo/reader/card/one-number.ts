import { isCheckedVin } from '@scanfill/proxy/contract';
import { evidence } from '../form/proof.ts';
import type { CardLayout } from '../layouts/layout.ts';
import { bankNumber, bankNumberAgain, plainBankNumber } from '../numbers/bank-number.ts';
import { findPlate, findPlateAgain } from '../numbers/plate-on-page.ts';
import { vinNumber, vinNumberAgain } from '../numbers/vin.ts';
import { type Row, rowsOf } from '../rows/rows.ts';
import { type Answered, nothing } from '../rows/value.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';

type Number = 'bank-number' | 'plate' | 'vin';

/** Finds a number among rows; `sure`: other print says that it is on this card. */
type Find = (rows: readonly Row[], sure: boolean, page: Page, engine: Engine) => Promise<Answered>;

/** `parts`: whether it may be small in a large picture. */
const finders: Readonly<Record<Number, { readonly find: Find; readonly parts: boolean }>> = {
  'bank-number': {
    async find(rows, sure, page, engine) {
      const first = bankNumber(rows, sure);
      const value =
        first ?? (sure ? ((await bankNumberAgain(rows, page, engine)) ?? plainBankNumber(rows)) : undefined);
      return named('bankCardNum', value === undefined ? undefined : { value, mends: 0 });
    },
    parts: false,
  },
  plate: {
    async find(rows, _sure, page, engine) {
      const first = findPlate(rows, page);
      // Of several cars the nearest is meant: a larger plate that was not read at first, being slanted or cut, is
      // looked at again.
      const nearer = await findPlateAgain(rows, page, engine, first === undefined ? 0 : 1.3 * first.height);
      const found = nearer ?? first;
      if (found === undefined) return nothing;
      const { mends, height: _, ...info } = found;
      return { info, mends };
    },
    parts: true,
  },
  vin: {
    async find(rows, sure, page, engine) {
      const first = vinNumber(rows, sure);
      if (first !== undefined && isCheckedVin(first.value) && first.mends === 0) return named('vin', first);
      // Where its check digit fails, or was made to fit, another look may read it plainly.
      return named('vin', (await vinNumberAgain(rows, sure, page, engine)) ?? first);
    },
    parts: true,
  },
};

/**
 * The values of a card that holds one number: looked for along the text, then across it, then in the picture's parts.
 */
export async function oneNumber(
  number: Number,
  layout: CardLayout,
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Answered> {
  const { find, parts } = finders[number];
  const proof = evidence(rows, layout);
  if (proof < 0) return nothing;
  const sure = proof >= 0.5;
  const found = await find(rows, sure, page, engine);
  if (Object.keys(found.info).length > 0) return found;
  const across = await page.across();
  const turned = across === undefined ? nothing : await find(rowsOf(across.lines), sure, across, engine);
  if (Object.keys(turned.info).length > 0 || !parts) return turned;
  for await (const part of page.closer()) {
    const lines = rowsOf(part.lines);
    const seen = evidence(lines, layout) < 0 ? nothing : await find(lines, sure, part, engine);
    if (Object.keys(seen.info).length > 0) return seen;
  }
  return nothing;
}

function named(field: string, found: { readonly value: string; readonly mends: number } | undefined): Answered {
  return found === undefined ? nothing : { info: { [field]: found.value }, mends: found.mends };
}
