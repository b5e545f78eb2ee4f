import { type CardName, cards } from '@scanfill/proxy/contract';
import type { ReadResult } from '../../green/reader-port.ts';
import { layouts } from '../layouts/layouts.ts';
import { mostRuns } from '../passport/mrz-lines.ts';
import { passportValues } from '../passport/passport.ts';
import { type Row, rowsOf } from '../rows/rows.ts';
import { type Answered, nothing } from '../rows/value.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import { labelled } from './labelled.ts';
import { oneNumber } from './one-number.ts';

/** Lays a page's text into the fields of the asked card. */
export async function readCard(page: Page, card: CardName, engine: Engine): Promise<ReadResult> {
  const rows = rowsOf(page.lines);
  const { info, mends } = await valuesOf(card, rows, page, engine);
  const recognised = Object.keys(info).length > 0;
  const empty = Object.fromEntries(textFields(card).map((name) => [name, '']));
  return { recognised, info: { ...empty, ...(await otherSide(card, rows, page, engine)), ...info }, mends };
}

/** What stands on the other side, where that is shown instead of this one or beside it: both answer in one object. */
async function otherSide(card: CardName, rows: readonly Row[], page: Page, engine: Engine): Promise<Answered['info']> {
  const other = layouts[card].answer?.otherSide;
  return other === undefined ? {} : (await labelled(layouts[other], rows, page, engine)).info;
}

/** The wire spellings of a card's text fields: those answered with '' where nothing was found. */
function textFields(card: CardName): string[] {
  return Object.entries(cards[card].fields).flatMap(([name, field]) => {
    const spec: { type: string; wire?: readonly string[]; about?: string } = field;
    return spec.about === 'image' || ['boolean', 'dimension', 'number'].includes(spec.type)
      ? []
      : [spec.wire?.[0] ?? name];
  });
}

async function valuesOf(card: CardName, rows: readonly Row[], page: Page, engine: Engine): Promise<Answered> {
  const layout = layouts[card];
  switch (layout.reads) {
    case 'bank-number':
    case 'plate':
    case 'vin':
      return oneNumber(layout.reads, layout, rows, page, engine);
    case 'zone': {
      const budget = { left: mostRuns };
      return eitherWay(rows, page, (lines, on) => passportValues(lines, on, engine, budget));
    }
    default:
      return eitherWay(rows, page, (lines, on) => labelled(layout, lines, on, engine));
  }
}

/** What a page gives; where that is nothing, what it gives the other way up, then what the text across it does. */
async function eitherWay(
  rows: readonly Row[],
  page: Page,
  read: (rows: readonly Row[], page: Page) => Promise<Answered>,
): Promise<Answered> {
  const first = await read(rows, page);
  if (Object.keys(first.info).length > 0) return first;
  for (const look of [page.turned, page.across]) {
    const other = await look();
    const found = other === undefined ? nothing : await read(rowsOf(other.lines), other);
    if (Object.keys(found.info).length > 0) return found;
  }
  return nothing;
}
