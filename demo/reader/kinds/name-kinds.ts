import type { Cell } from '../rows/rows.ts';
import type { ValueReader } from '../rows/value.ts';
import { cjk, noSpacesInChinese, plain, some, trimmed } from './plain.ts';

export const name: ValueReader = (cells) => {
  // A speck or a rule before it.
  const raw = trimmed(plain(endingInOne(ofOneHand(cells)))).replace(/^[^\p{L}]+/u, '');
  const chinese = /^[\p{Script=Han}·•.\s]{2,}/u
    .exec(raw)?.[0]
    .replace(/[•.]/g, '·')
    .replace(/\s/g, '')
    .replace(/·+$/, '');
  if (chinese !== undefined && chinese.length >= 2)
    return some(chinese, chinese.length <= 4 || chinese.includes('·') ? 1 : 0.6);
  const latin = /^[\p{Script=Latin}][\p{Script=Latin}'.,\- ]+/u.exec(raw)?.[0].trim();
  return latin === undefined ? undefined : some(latin, 0.4);
};

/** A name ending in 一, which is a dash to the recogniser: one that stands where the next character would. */
function endingInOne(cells: readonly Cell[]): readonly Cell[] {
  const [before, last] = cells.slice(-2);
  if (before === undefined || last === undefined || !cjk.test(before.char) || !/[-—–―]/.test(last.char)) return cells;
  const follows = last.line === before.line && last.x - before.x < 1.3 * last.line.height && last.score > 0.7;
  return follows ? [...cells.slice(0, -1), { ...last, char: '一', key: '一' }] : cells;
}

/** A name up to where other print begins: what stands a good gap after it or is of another size is a seal's. */
function ofOneHand(cells: readonly Cell[]): readonly Cell[] {
  const ends = cells.findIndex(({ line, x }, at) => {
    const before = cells[at - 1];
    if (before === undefined || before.line === line) return false;
    const letters = cells.slice(0, at).filter((cell) => cjk.test(cell.char)).length;
    const larger = Math.max(line.height, before.line.height) / Math.min(line.height, before.line.height);
    return letters >= 2 && x > before.x && (larger > 1.4 || line.x0 - before.line.x1 > 1.4 * before.line.height);
  });
  return ends < 0 ? cells : cells.slice(0, ends);
}

/** A person or a company. */
export const holder: ValueReader = (cells) => {
  const value = trimmed(noSpacesInChinese(plain(cells)));
  return value.length < 2 ? undefined : some(value, cjk.test(value) ? 0.9 : 0.5);
};

/** Whether a line is the next label and no part of a value in capitals: it is numbered, or not in capitals itself. */
function isCaption(text: string, value: string): boolean {
  const capitals = (of: string) => /\p{Lu}/u.test(of) && !/\p{Ll}{2}/u.test(of);
  return /^\d{1,2}\s?[.)]/.test(text) || (capitals(value) && /\p{Ll}{2}/u.test(text));
}

/**
 * An office, by its Chinese name where it has one, else over two lines; what is smaller or hardly legible is the next
 * label.
 */
export const office: ValueReader = (cells) => {
  const first = cells[0]?.line;
  const alike = cells.filter(
    ({ line }) =>
      first === undefined ||
      line === first ||
      (line.height > 0.78 * first.height && line.score > 0.75 && !isCaption(line.text, first.text)),
  );
  const raw = trimmed(noSpacesInChinese(plain(alike)).replace(/(?<=\p{L}{3})\s+\d{1,2}[\s./-].*$/u, ''));
  const chineseName = /^[\p{Script=Han}()]{4,}/u.exec(raw)?.[0];
  return some(chineseName ?? raw, chineseName === undefined ? 0.7 : 1);
};

/** A police authority in China: its name holds no digits, what follows its ending is the next line's date. */
export const police: ValueReader = (cells) => {
  const read = holder(cells);
  return read === undefined
    ? undefined
    : some(
        String(read.value)
          .replace(/^[^\p{Script=Han}]+/u, '')
          .replace(/(?<=[局厅])[\d.\-—~至长期]+$/u, ''),
        read.fit,
      );
};

/** A personal name in Chinese characters alone. */
export const chineseName: ValueReader = (cells) => {
  const found = /^[\p{Script=Han}·]{2,}/u.exec(trimmed(plain(cells)).replace(/\s/g, ''))?.[0];
  return found === undefined ? undefined : some(found, found.length <= 5 ? 1 : 0.3);
};
