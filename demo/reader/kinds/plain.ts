import { type Cell, textOf } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';

export const cjk = /\p{Script=Han}/u;

export function plain(cells: readonly Cell[]): string {
  return textOf(cells).normalize('NFKC').replace(/丶/g, '、').replace(/\s+/g, ' ').trim();
}

/** Without punctuation at either end, which belongs to labels, cell borders and seals. */
export function trimmed(text: string): string {
  return text.replace(/^[\s:：.,，;；、|/\\_\-—·'"`~*★☆)）]+|[\s:：,，;；、|/\\_\-—·'"`~*★☆]+$/gu, '');
}

export function noSpacesInChinese(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}\p{P}\d])\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=[\p{P}\d])/gu, '');
}

export const some = (value: string, fit = 0.8): Value | undefined => (value === '' ? undefined : { value, fit });
