import { evidence } from '../form/proof.ts';
import type { CardLayout } from '../layouts/layout.ts';
import { bankNumber, bankNumberAgain, plainBankNumber } from '../numbers/bank-number.ts';
import { findPlate, findPlateAgain } from '../numbers/plate-on-page.ts';
import { vinNumber, vinNumberAgain } from '../numbers/vin.ts';
import { type Row, rowsOf } from '../rows/rows.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';

type Number = 'bank-number' | 'plate' | 'vin';

/** Finds a number among rows; `sure`: other print says that it is on this card. */
type Find = (rows: readonly Row[], sure: boolean, page: Page, engine: Engine) => Promise<Record<string, unknown>>;

/** `parts`: whether it may be small in a large picture. */
const finders: Readonly<Record<Number, { readonly find: Find; readonly parts: boolean }>> = {
  'bank-number': {
    async find(rows, sure, page, engine) {
      const first = bankNumber(rows, sure);
      const again = first?.changes === 0 || !sure ? undefined : await bankNumberAgain(rows, page, engine);
      const best = first === undefined || (again !== undefined && again.changes < first.changes) ? again : first;
      return named('bankCardNum', best?.value ?? (sure ? plainBankNumber(rows) : undefined));
    },
    parts: false,
  },
  plate: {
    find: async (rows, _sure, page, engine) => ({
      ...(findPlate(rows, page) ?? (await findPlateAgain(rows, page, engine))),
    }),
    parts: true,
  },
  vin: {
    find: async (rows, sure, page, engine) =>
      named('vin', vinNumber(rows, sure) ?? (await vinNumberAgain(rows, sure, page, engine))),
    parts: true,
  },
};

/** The values of a card that holds one number: looked for along the text, then across it, then in the picture's parts. */
export async function oneNumber(
  number: Number,
  layout: CardLayout,
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Record<string, unknown>> {
  const { find, parts } = finders[number];
  const proof = evidence(rows, layout);
  if (proof < 0) return {};
  const sure = proof >= 0.5;
  const found = await find(rows, sure, page, engine);
  if (Object.keys(found).length > 0) return found;
  const across = await page.across();
  const turned = across === undefined ? {} : await find(rowsOf(across.lines), sure, across, engine);
  if (Object.keys(turned).length > 0 || !parts) return turned;
  for await (const part of page.closer()) {
    const lines = rowsOf(part.lines);
    const seen = evidence(lines, layout) < 0 ? {} : await find(lines, sure, part, engine);
    if (Object.keys(seen).length > 0) return seen;
  }
  return {};
}

function named(field: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [field]: value };
}
