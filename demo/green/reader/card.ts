import { type CardName, cards, parseIdNumber, parseMrzLine1, parseMrzLine2 } from '@scanfill/proxy/contract';
import { bankNumber } from './bank-number.ts';
import type { Engine } from './engine.ts';
import { fill } from './fill.ts';
import { readKind } from './kinds.ts';
import { layouts } from './layouts.ts';
import { looksMachineReadable, readZone, type Zone } from './mrz.ts';
import type { Page } from './page.ts';
import { type Row, rowsOf } from './rows.ts';
import type { Line } from './text.ts';
import { findPlate } from './vehicle-number.ts';

/** The wire object of a card, and whether text of that card was found. */
export type CardRead = { readonly recognised: boolean; readonly info: Record<string, unknown> };

/** Lays a page's text into the fields of the asked card. */
export async function readCard(page: Page, card: CardName, engine: Engine): Promise<CardRead> {
  const rows = rowsOf(page.lines);
  const info = await valuesOf(card, rows, page, engine);
  const recognised = Object.keys(info).length > 0;
  const empty = Object.fromEntries(stringFields(card).map((name) => [name, '']));
  return { recognised, info: recognised ? { ...empty, ...info } : empty };
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
    case 'bank-card': {
      const found = bankNumber(rows);
      return found === undefined ? {} : { bankCardNum: found.value };
    }
    case 'vehicle-num':
      return { ...findPlate(rows, page) };
    case 'vehicle-vin': {
      const found = rows.map((row) => readKind('vin', row.cells)).sort((a, b) => (b?.fit ?? 0) - (a?.fit ?? 0))[0];
      return found === undefined ? {} : { vin: found.value };
    }
    case 'passport':
      return passportValues(rows, page, engine);
    default:
      return labelled(card, rows, page);
  }
}

/** Cards whose fields stand by labels. */
function labelled(card: CardName, rows: readonly Row[], page: Page): Record<string, unknown> {
  const { values, proof } = fill(rows, layouts[card]);
  if (proof < 1 || values.size === 0) return {};
  const info: Record<string, unknown> = Object.fromEntries(values);
  if (card === 'id-card-front' || card === 'id-card-back') {
    info['type'] = card === 'id-card-front' ? 'front' : 'back';
    if (page.angle !== undefined) info['angle'] = page.angle;
  }
  if (card === 'id-card-front') {
    const number = parseIdNumber(String(info['number'] ?? ''));
    if (info['number'] !== undefined) info['numberValid'] = number !== undefined;
    // The number holds the birth date under a check digit: it outweighs the printed one.
    if (number !== undefined) info['birth'] = number.birth;
  }
  if (card === 'household-head' || card === 'household-resident') info['type'] = card;
  if (card === 'business-license') Object.assign(info, copyMark(rows));
  return info;
}

/** 副本 printed on a business licence's duplicate. */
function copyMark(rows: readonly Row[]): { copy: boolean } {
  return { copy: rows.some((row) => /副本/.test(row.cells.map((cell) => cell.key).join(''))) };
}

async function passportValues(rows: readonly Row[], page: Page, engine: Engine): Promise<Record<string, unknown>> {
  const zone = await machineReadable(rows, page, engine);
  const { values, proof } = fill(rows, layouts.passport);
  if (zone === undefined && (proof < 1 || values.size < 3)) return {};
  const info: Record<string, unknown> = Object.fromEntries(values);
  for (const name of ['birthPlace', 'issuePlace', 'cnName']) {
    const raw = info[`${name}Raw`];
    if (typeof raw === 'string') info[name] = name === 'cnName' ? raw : raw;
  }
  if (zone !== undefined) Object.assign(info, zoneValues(zone));
  return info;
}

function zoneValues({ line0, line1 }: Zone): Record<string, unknown> {
  const first = parseMrzLine1(line0);
  const second = parseMrzLine2(line1);
  if (first === undefined || second === undefined) return { line0, line1 };
  return {
    type: first.type,
    srcCountry: first.issuer,
    surname: first.surname,
    givenName: first.givenNames,
    name: [first.surname, first.givenNames].filter((part) => part !== '').join(' '),
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

/** Finds the two machine-readable lines, reads them again with the Latin recogniser, and joins both readings. */
async function machineReadable(rows: readonly Row[], page: Page, engine: Engine): Promise<Zone | undefined> {
  const lines = page.lines.filter((line) => looksMachineReadable(line.text)).sort((a, b) => a.y - b.y);
  let best: Zone | undefined;
  for (let i = 0; i + 1 < lines.length; i++) {
    for (const [upper, lower] of [[lines[i], lines[i + 1]]]) {
      if (upper === undefined || lower === undefined || lower.y - upper.y > 4 * upper.height) continue;
      const zone = readZone(await readings(upper, page, engine), await readings(lower, page, engine));
      if (zone !== undefined && (best === undefined || zone.fits > best.fits)) best = zone;
    }
  }
  void rows;
  return best;
}

async function readings(line: Line, page: Page, engine: Engine) {
  const latin = await page.reread(line.quad, engine.latin);
  return [latin, { text: line.text, glyphs: line.marks, score: line.score }];
}
