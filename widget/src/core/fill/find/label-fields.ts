import type { Control } from '../controls/control.ts';
import { firstOf, type Values, valueAt } from '../values.ts';
import type { Around } from './wanted.ts';
import { courtesies, partWords, phrases } from './words.ts';

/** Put together when the first label is read. */
let rows: ReadonlyMap<string, string> | undefined;
let polite: readonly string[] | undefined;

/** The value a control wants by what a person reads beside it, the nearest text first. */
export function pathByLabel(control: Control, values: Values, around: Around): string | undefined {
  // A number in several inputs has its label over all of them.
  const over = 'otherwise' in control ? around.headings(control) : [];
  for (const label of [...around.labels(control), ...over]) {
    const fields = fieldsOf(label);
    if (fields !== undefined) {
      const path = firstOf(inContext(fields, bare(label), around), values);
      return path;
    }
    const part = Object.entries(partWords).find(([, all]) => all.split('|').includes(bare(label)))?.[0];
    if (part === undefined) continue;
    for (const heading of [...around.headings(control), ...around.labels(control)]) {
      const date = firstOf(fieldsOf(heading) ?? '', values);
      if (date !== undefined && valueAt(values, `${date}.${part}`) !== undefined) return `${date}.${part}`;
    }
  }
  return undefined;
}

/** The fields a label names; undefined where it names none. */
export function fieldsOf(label: string): string | undefined {
  rows ??= new Map(
    phrases.flatMap(([fields, all]) => all.split('|').map((phrase) => [bare(phrase), fields] as const)).reverse(),
  );
  const whole = rows.get(bare(label));
  if (whole !== undefined) return whole;
  // In two languages: `姓名 / Name`, `Name 姓名`.
  const parts = label
    .split(/[/|·\n]|\s[-–—]\s|(?<=\p{Script=Han})\s+(?=\p{Script=Latin})|(?<=\p{Script=Latin})\s+(?=\p{Script=Han})/u)
    .map((part) => rows?.get(bare(part)))
    .filter((fields) => fields !== undefined);
  return new Set(parts).size === 1 ? parts[0] : undefined;
}

/**
 * One word stands for the whole name or for half of it, as the form has or has not another place for the other half.
 */
function inContext(fields: string, label: string, around: Around): string {
  const isName = fields.startsWith('name ');
  if (isName && /^(?:name|nom|名|이름|имя|nombre|nome|ชื่อ|tên|الاسم|nama)$/.test(label)) {
    if (around.asks('surname') && !around.asks('givenName')) return 'givenName';
    if (around.asks('givenName') && !around.asks('surname')) return 'surname';
  }
  if (fields === 'surname' && label === 'nom' && !around.asks('givenName')) return 'name owner';
  return fields;
}

/** A label without case, marks, brackets and what is said around every label. */
function bare(label: string): string {
  const text = plainWords(label.replace(/[([（【「].*?[)\]）】」]/g, ' ')) || plainWords(label);
  polite ??= courtesies
    .split('|')
    .map(plainWords)
    .sort((one, other) => other.length - one.length);
  let now = text;
  for (let before = ''; before !== now; ) {
    before = now;
    for (const word of polite) {
      const gap = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Hangul}|\p{Script=Thai}/u.test(word) ? '' : ' ';
      if (now.startsWith(word + gap) && now.length > word.length) now = now.slice(word.length).trim();
      else if (now.endsWith(gap + word) && now.length > word.length) now = now.slice(0, -word.length).trim();
    }
  }
  return now;
}

function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[’'`]s\b/g, 's')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
