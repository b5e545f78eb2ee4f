import { type CardName, cards, parseIdNumber } from '@scanfill/proxy/contract';
import { bankNumber, bankNumberAgain, plainBankNumber } from './bank-number.ts';
import type { Engine } from './engine.ts';
import { evidence, fill } from './fill.ts';
import { layouts } from './layouts.ts';
import { lookAgain } from './look-again.ts';
import type { Page } from './page.ts';
import { passportValues } from './passport.ts';
import { type Row, rowsOf } from './rows.ts';
import { findPlate, findPlateAgain } from './vehicle-number.ts';
import { vinNumber, vinNumberAgain } from './vin-number.ts';

/** The wire object of a card, and whether text of that card was found. */
export type CardRead = { readonly recognised: boolean; readonly info: Record<string, unknown> };

/** Lays a page's text into the fields of the asked card. */
export async function readCard(page: Page, card: CardName, engine: Engine): Promise<CardRead> {
  const rows = rowsOf(page.lines);
  const info = await valuesOf(card, rows, page, engine);
  const recognised = Object.keys(info).length > 0;
  const empty = Object.fromEntries(stringFields(card).map((name) => [name, '']));
  return { recognised, info: { ...empty, ...(recognised ? info : otherSide(card, rows)) } };
}

/** An ID card shown with its other side tells which side that is, though it gives no field of the asked one. */
function otherSide(card: CardName, rows: readonly Row[]): { type?: 'front' | 'back' } {
  const [other, type] =
    card === 'id-card-front'
      ? (['id-card-back', 'back'] as const)
      : card === 'id-card-back'
        ? (['id-card-front', 'front'] as const)
        : [];
  if (other === undefined) return {};
  const { values, proof } = fill(rows, layouts[other]);
  return proof < 1 || values.size === 0 ? {} : { type };
}

/** The wire spellings of a card's text fields: those answered with '' where nothing was found. */
function stringFields(card: CardName): string[] {
  return Object.entries(cards[card].fields).flatMap(([name, field]) => {
    const spec: { type: string; wire?: readonly string[]; about?: string } = field;
    return spec.about === 'image' || ['boolean', 'dimension', 'number'].includes(spec.type)
      ? []
      : [spec.wire?.[0] ?? name];
  });
}

async function valuesOf(
  card: CardName,
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Record<string, unknown>> {
  switch (card) {
    case 'bank-card':
    case 'vehicle-num':
    case 'vehicle-vin':
      return numberValues(card, rows, page, engine);
    case 'passport':
      return eitherWay(rows, page, (lines, on) => passportValues(lines, on, engine));
    default:
      return eitherWay(rows, page, (lines, on) => labelled(card, lines, on, engine));
  }
}

/** What a page gives; where that is nothing, what it gives the other way up, then what the text across it does. */
async function eitherWay(
  rows: readonly Row[],
  page: Page,
  read: (rows: readonly Row[], page: Page) => Promise<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const first = await read(rows, page);
  if (Object.keys(first).length > 0) return first;
  for (const look of [page.turned, page.across]) {
    const other = await look();
    const found = other === undefined ? {} : await read(rowsOf(other.lines), other);
    if (Object.keys(found).length > 0) return found;
  }
  return {};
}

/** Cards that hold one number: looked for along the text, then across it, then, small in a large picture, in its parts. */
async function numberValues(
  card: 'bank-card' | 'vehicle-num' | 'vehicle-vin',
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Record<string, unknown>> {
  const proof = evidence(rows, layouts[card]);
  if (proof < 0) return {};
  const sure = proof >= 0.5;
  const find = async (lines: readonly Row[], on: Page): Promise<Record<string, unknown>> => {
    if (card === 'vehicle-num') return { ...(findPlate(lines, on) ?? (await findPlateAgain(lines, on, engine))) };
    if (card === 'vehicle-vin')
      return named('vin', vinNumber(lines, sure) ?? (await vinNumberAgain(lines, sure, on, engine)));
    const first = bankNumber(lines, sure);
    const again = first?.changes === 0 || !sure ? undefined : await bankNumberAgain(lines, on, engine);
    const best = first === undefined || (again !== undefined && again.changes < first.changes) ? again : first;
    return named('bankCardNum', best?.value ?? (sure ? plainBankNumber(lines) : undefined));
  };
  const found = await find(rows, page);
  if (Object.keys(found).length > 0) return found;
  const across = await page.across();
  const turned = across === undefined ? {} : await find(rowsOf(across.lines), across);
  if (Object.keys(turned).length > 0 || card === 'bank-card') return turned;
  for await (const part of page.closer()) {
    const lines = rowsOf(part.lines);
    const seen = evidence(lines, layouts[card]) < 0 ? {} : await find(lines, part);
    if (Object.keys(seen).length > 0) return seen;
  }
  return {};
}

function named(field: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [field]: value };
}

/** Cards whose fields stand by labels. */
async function labelled(
  card: CardName,
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Record<string, unknown>> {
  const filled = fill(rows, layouts[card]);
  if (filled.proof < 1 || filled.values.size === 0) return {};
  const { values } = await lookAgain(filled, layouts[card], page, engine);
  const info: Record<string, unknown> = Object.fromEntries(values);
  if (card === 'id-card-front' || card === 'id-card-back') {
    info.type = card === 'id-card-front' ? 'front' : 'back';
    if (page.angle !== undefined) info.angle = page.angle;
  }
  if (card === 'id-card-front') {
    const number = parseIdNumber(String(info.number ?? ''));
    if (info.number !== undefined) info.numberValid = number !== undefined;
    // The number holds the birth date under a check digit: it outweighs the printed one.
    if (number !== undefined) info.birth = number.birth;
  }
  if (card === 'household-head' || card === 'household-resident') info.type = card;
  if (card === 'business-license') Object.assign(info, copyMark(rows));
  return info;
}

/** 副本 printed on a business licence's duplicate. */
function copyMark(rows: readonly Row[]): { copy: boolean } {
  return { copy: rows.some((row) => /副本/.test(row.cells.map((cell) => cell.key).join(''))) };
}
