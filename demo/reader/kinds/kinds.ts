import { ethnicGroupOf, ethnicGroups } from '@scanfill/proxy/contract';
import type { Kind } from '../layouts/layout.ts';
import { relatives } from '../layouts/relatives.ts';
import { creditCode, organisationCode, taxNumber } from '../numbers/credit-code.ts';
import { idNumber } from '../numbers/id-number.ts';
import { plate } from '../numbers/plate.ts';
import type { Guess } from '../numbers/repair.ts';
import { vin } from '../numbers/vin.ts';
import { type Cell, textOf } from '../rows/rows.ts';
import type { Value, ValueReader } from '../rows/value.ts';
import { chineseDate, datesIn, isEndless, isOpen, passportDatesIn } from './dates.ts';
import { chineseName, holder, name, office, police } from './name-kinds.ts';
import { cjk, noSpacesInChinese, plain, some, trimmed } from './plain.ts';

const text: ValueReader = (cells) => some(trimmed(noSpacesInChinese(plain(cells))), 0.6);

/** A business's scope: its clauses end in semicolons, which are easily read as colons. */
const scope: ValueReader = (cells) => {
  const read = text(cells);
  return read === undefined ? undefined : some(String(read.value).replace(/(?<!项目|范围)[:：]/g, ';'), 0.6);
};

const nation: ValueReader = (cells) => {
  const raw = trimmed(plain(cells)).replace(/\s/g, '');
  const ending = raw.endsWith('族') ? '族' : '';
  const stem = ending === '' ? raw : raw.slice(0, -1);
  const known = ethnicGroupOf(raw);
  if (known !== undefined) return { value: known, fit: 1 };
  // A second character cut off: of one group alone is what remains the beginning.
  const begun = stem === '' ? [] : ethnicGroups.filter((candidate) => candidate.startsWith(stem));
  if (begun.length === 1) return some(`${begun[0]}${ending}`, 0.7);
  const kept = cells.filter((cell) => cell.key !== '').slice(0, Math.max(1, stem.length));
  let best: { name: string; cost: number } | undefined;
  for (const candidate of ethnicGroups) {
    if (candidate.length !== kept.length) continue;
    const cost = [...candidate].reduce((sum, char, i) => sum + readAs(kept[i], char), 0);
    if (cost <= Math.max(0.9, candidate.length * 0.4) && (best === undefined || cost < best.cost))
      best = { name: candidate, cost };
  }
  if (best !== undefined) return { value: best.name + ending, fit: 0.7 };
  return undefined;
};

/** 0 where the character was read so, up to 1 where the recogniser saw nothing of it. */
function readAs(cell: Guess | undefined, char: string): number {
  if (cell === undefined) return 1;
  if (cell.char === char) return 0;
  const other = cell.others.find((candidate) => candidate.char === char);
  return other === undefined ? 1 : 0.8;
}

const address: ValueReader = (cells) => {
  const raw = trimmed(noSpacesInChinese(plain(cells)))
    // The right half of a spaced label's 所 is no place's first character; a stroke before 号 is a one.
    .replace(/^斤(?=\p{Script=Han})/u, '')
    .replace(/(?<=\p{Script=Han})[-—–](?=号)/gu, '一')
    .replace(/(?<=\d)[Oo](?=[\d号室栋幢楼层])/g, '0')
    .replace(/(?<=[\d\p{Script=Han}])[lI|](?=[\d号室栋幢楼层单])/gu, '1');
  // A date alone has slipped in from the row above.
  const dated = /^\d{4}年\d{1,2}月\d{1,2}日$/.test(raw);
  // Behind a room's number nothing is printed but what kind of place it is: the rest is a seal's.
  const whole = raw.replace(
    /(?<=\d{3})(?![室号楼层栋幢单户门院组座村铺房弄巷街路之附甲乙丙丁东西南北])\p{Script=Han}{1,3}$/u,
    '',
  );
  return whole.length < 4 || dated ? undefined : some(whole, cjk.test(whole) ? 0.9 : 0.4);
};

const date: ValueReader = (cells) => {
  const found = datesIn(textOf(cells))[0];
  return found === undefined ? undefined : { value: found.date, fit: 1 };
};

const firstDate: ValueReader = date;

const lastDate: ValueReader = (cells) => {
  const raw = textOf(cells);
  const found = datesIn(raw);
  const last = found[found.length - 1];
  if (isEndless(raw.slice(last?.end ?? 0)) || (found.length <= 1 && isEndless(raw))) return { value: '长期', fit: 1 };
  if (found.length >= 2 && last !== undefined) return { value: last.date, fit: 1 };
  if (last !== undefined && isOpen(raw.slice(last.end))) return undefined;
  const years = /(\d{1,2})\s*年(?!\s*\d)/.exec(raw.slice(last?.end ?? 0))?.[1];
  if (last !== undefined && years !== undefined)
    return { value: `${Number(last.date.slice(0, 4)) + Number(years)}${last.date.slice(4)}`, fit: 0.8 };
  return last === undefined ? undefined : { value: last.date, fit: /至|to|until/i.test(raw) ? 0.8 : 0.3 };
};

const chinese: ValueReader = (cells) => {
  const found = date(cells);
  if (found !== undefined && typeof found.value === 'string')
    return { value: chineseDate(found.value), fit: found.fit };
  return isEndless(textOf(cells)) ? { value: '长期', fit: 0.9 } : undefined;
};

const compactDate: ValueReader = (cells) => {
  const found = passportDatesIn(textOf(cells))[0];
  return found === undefined ? undefined : { value: found.date.replace(/-/g, ''), fit: 1 };
};

/** A short run of Latin letters and digits, as an engine or file number. */
const code: ValueReader = (cells) => {
  const raw = plain(cells).replace(/\s+/g, '');
  const found = /[0-9A-Z][0-9A-Z\-*/.]*[0-9A-Z*]|[0-9A-Z]/i.exec(raw)?.[0];
  return found === undefined ? undefined : some(found, found.length > 3 ? 0.9 : 0.5);
};

/** What one is to the head of the household (GB 4761). */
const relation: ValueReader = (cells) => {
  const read = text(cells);
  return read !== undefined && relatives.includes(String(read.value)) ? { ...read, fit: 1 } : read;
};

const blood: ValueReader = (cells) => {
  const raw = plain(cells).replace(/\s/g, '');
  const unknown = /^(?:不明|不详|未知)/.exec(raw)?.[0];
  if (unknown !== undefined) return some(unknown, 1);
  const found = /^(AB|[ABO0])/i.exec(raw)?.[0];
  return found === undefined
    ? undefined
    : some(`${found.toUpperCase().replace('0', 'O')}${/型/.test(plain(cells)) ? '型' : ''}`, 1);
};

const seats: ValueReader = (cells) => {
  const raw = plain(cells).replace(/[Oo]/g, '0').replace(/[lI]/g, '1');
  // As printed where seats are counted by row: 前排2人, 2+3人.
  const found = /(前排)?(\d{1,3}(?:\s*\+\s*\d{1,2})*)\s*人?/.exec(raw);
  return found === null
    ? undefined
    : { value: `${found[1] ?? ''}${found[2]?.replace(/\s/g, '')}人`, fit: /人/.test(raw) ? 1 : 0.6 };
};

/** Kilograms, with the unit as printed. */
const mass: ValueReader = (cells) => {
  const raw = plain(cells)
    .replace(/\s/g, '')
    .replace(/(?<=\d)[Oo]|[Oo](?=\d)/g, '0');
  const found = /(\d{2,6}(?:\.\d+)?)\s*(k\s*[gq9])?/i.exec(raw);
  if (found !== null)
    return { value: `${found[1]}${found[2] === undefined ? '' : 'kg'}`, fit: found[2] === undefined ? 0.6 : 1 };
  return undefined;
};

/**
 * A vehicle's inspection, with the plate code of where: one of 川's strokes is easily read as an I, which no code holds.
 */
const inspection: ValueReader = (cells) => {
  const read = text(cells);
  return read === undefined ? undefined : { ...read, value: String(read.value).replace(/(?<=川)[I1l|](?=[A-Z])/g, '') };
};

/** A make and a model's code, in which no sign of multiplication stands. */
const model: ValueReader = (cells) => {
  const read = text(cells);
  return read === undefined ? undefined : { ...read, value: String(read.value).replace(/[×✕]/g, 'X') };
};

/** A sum, whose numerals may be the formal ones: 叁拾万元整, where 叁 is mostly taken for its look-alike 参, 壹 for 查. */
const capital: ValueReader = (cells) => {
  const read = text(cells);
  return read === undefined
    ? undefined
    : {
        ...read,
        value: String(read.value)
          .replace(/参(?=[拾佰仟万])/g, '叁')
          .replace(/[查壶](?=[拾佰仟万])/g, '壹')
          .replace(/园(?=整|$)/g, '圆'),
      };
};

/** Which copy of how many: `1-2`; or a number of its own, where its label says so. */
const copyNumber: ValueReader = (cells) => {
  const raw = plain(cells).replace(/\s/g, '');
  const pair = /(\d{1,2})[-—–一](\d{1,2})(?!\d)/.exec(raw);
  return pair === null ? undefined : { value: `${pair[1]}-${pair[2]}`, fit: 1 };
};

/** A span of dates as printed: both ends, or `长期`. */
const period: ValueReader = (cells) => {
  const raw = textOf(cells);
  const found = datesIn(raw).map((item) => chineseDate(item.date));
  if (isEndless(raw)) {
    const words = /\p{Script=Han}*(?:永续|约定|期限)\p{Script=Han}*/u.exec(raw.replace(/.*至/, ''))?.[0] ?? '长期';
    return { value: found[0] === undefined ? words : `${found[0]}至${words}`, fit: 1 };
  }
  if (found.length >= 2) return { value: `${found[0]}至${found[1]}`, fit: 1 };
  // A range whose end could not be read stays open, so that its first day passes for no end.
  const open = /^\s*自|起|至/.test(raw) && found.length === 1 && !/至\s*\d/.test(raw) ? '至' : '';
  return found[0] === undefined ? undefined : { value: found[0] + open, fit: 0.6 };
};

const dimension: ValueReader = (cells) => {
  const raw = plain(cells).replace(/[Oo]/g, '0');
  const found =
    /(\d{3,5})\s*[x×X*✕]\s*(\d{3,4})\s*[x×X*✕]\s*(\d{3,4})/.exec(raw) ??
    /(\d{4,5})\D{0,2}(\d{4})\D{0,2}(\d{4})/.exec(raw);
  return found === null
    ? undefined
    : { value: { length: Number(found[1]), width: Number(found[2]), height: Number(found[3]) }, fit: 1 };
};

/** What is printed in capitals, some of which were read as small letters: CALIfORNIa. */
function inCapitals(text: string): string {
  const count = (of: RegExp) => text.match(of)?.length ?? 0;
  return count(/\p{Lu}/gu) > 2 * count(/\p{Ll}/gu) ? text.toUpperCase() : text;
}

const latin: ValueReader = (cells) => {
  const raw = inCapitals(trimmed(plain(cells)));
  return /[A-Za-z0-9]/.test(raw) ? some(raw, 0.8) : some(raw, 0.5);
};

/** Driving classes: A1 to P, several in a row. */
const drivingClass: ValueReader = (cells) => {
  const raw = plain(cells)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/(?<=[ABC])[IL|]/g, '1')
    .replace(/(?<=[ABC])Z/g, '2');
  const found = /^(?:A[123]|B[12]|C[123456]|[DEFMNP])+/.exec(raw)?.[0];
  return found === undefined ? undefined : { value: found, fit: found.length === raw.length ? 1 : 0.6 };
};

const readers: Readonly<Record<Kind, ValueReader>> = {
  text,
  scope,
  name,
  holder,
  nation,
  address,
  date,
  'first-date': firstDate,
  'last-date': lastDate,
  'chinese-date': chinese,
  'compact-date': compactDate,
  'id-number': idNumber,
  'credit-code': creditCode,
  'organisation-code': (cells) => organisationCode(cells) ?? code(cells),
  'tax-number': (cells) => taxNumber(cells) ?? code(cells),
  plate,
  vin,
  code,
  blood,
  relation,
  seats,
  mass,
  period,
  dimension,
  latin,
  office,
  police,
  'chinese-name': chineseName,
  class: drivingClass,
  inspection,
  model,
  capital,
  'copy-number': copyNumber,
};

/** Reads a value of a kind from its cells; `undefined` where they hold none. */
export function readKind(kind: Kind, cells: readonly Cell[]): Value | undefined {
  return cells.length === 0 ? undefined : readers[kind](cells);
}
