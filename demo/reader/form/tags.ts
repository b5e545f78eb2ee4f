import type { CardLayout, FieldLayout } from '../layouts/layout.ts';
import { type Extent, extentOf } from '../rows/extent.ts';
import type { Cell, Row } from '../rows/rows.ts';
import { findLabels, type Hit, type Label, patternsOf } from './labels.ts';

/** A printed label found on the page, of one line or two. */
export type Tag = {
  readonly text: string;
  /** The field it leads to; empty for one that only ends another's value. */
  readonly field: string;
  readonly cells: readonly Cell[];
  readonly at: Extent;
  readonly errors: number;
  /** Read too badly to prove anything. */
  readonly doubtful: boolean;
};

const noise = ['SPECIMEN', '样本', '样张', '樣本', 'SAMPLE', '仅供测试'];

/**
 * All labels of a layout on a page: the sure ones, then those read too badly for certainty but standing where nothing
 * else does.
 */
export function tagsOf(rows: readonly Row[], layout: CardLayout): Tag[] {
  const words = patternsOf(vocabulary(layout));
  const plain = rows.flatMap((row) => findLabels(row, words));
  const columns = columnsOf(plain);
  const hits = columns.length === 0 ? plain : rows.flatMap((row) => findLabels(row, words, { columns }));
  const sure = onThisPage(withoutTranslations(merged(exactFirst(hits), layout)), layout.facing ?? []);
  const found = new Set(sure.map((tag) => tag.text));
  const missing = layout.fields.filter(
    (field) => (field.at ?? 'right').startsWith('right') && !field.labels.some((text) => found.has(text)),
  );
  if (missing.length === 0) return sure;
  const used = new Set(sure.flatMap((tag) => tag.cells));
  const ends = new Set(sure.filter((tag) => tag.field !== '').map((tag) => tag.cells[tag.cells.length - 1]));
  const patterns = patternsOf(
    missing.flatMap((field) =>
      field.labels.filter((text) => /^\p{Script=Han}+$/u.test(text)).map((text) => ({ text, field: field.field })),
    ),
  );
  const likely = rows
    .flatMap((row) => findLabels(row, patterns, { relaxed: true }))
    // What follows a label directly is its value, whatever it looks like.
    .filter((hit) => cellsOf(hit).every((cell) => !used.has(cell)) && !ends.has(hit.row.cells[hit.from - 1]));
  const labels = new Set([...used, ...likely.flatMap(cellsOf)]);
  const more = likely.filter((hit) => !goesOn(hit, rows, labels));
  return [...sure, ...more.map((hit) => tagOf([hit], hit.label.text, hit.label.field, true))];
}

/** Where at least three labels, read without a mistake, begin one under the other. */
function columnsOf(hits: readonly Hit[]): number[] {
  const starts = hits
    .filter((hit) => hit.errors === 0 && hit.label.field !== '' && begins(hit))
    .flatMap((hit) => hit.row.cells[hit.from] ?? []);
  return starts
    .filter((cell) => starts.filter((other) => Math.abs(other.x - cell.x) < 0.4 * cell.line.height).length >= 3)
    .map((cell) => cell.x);
}

/** Whether a place goes on with a value of several lines: right above it other text begins where it begins. */
function goesOn(hit: Hit, rows: readonly Row[], labels: ReadonlySet<Cell>): boolean {
  const at = extentOf(cellsOf(hit));
  return rows.some(
    (row) =>
      row.y < at.y - 0.5 * at.height &&
      row.y > at.y - 2 * at.height &&
      row.cells.some(
        (cell, i, { [i + 1]: next }) =>
          cell.starts &&
          !labels.has(cell) &&
          // A lone character before a label is what that label lost.
          !(next !== undefined && labels.has(next)) &&
          Math.abs(cell.x - 0.4 * at.height - at.x0) < at.height,
      ),
  );
}

/** Each line of each label; a second line is marked by `|` in the layout, a title standing alone on its line by `=`. */
function vocabulary(layout: CardLayout): Label[] {
  const labels = new Map<string, Label>();
  for (const field of layout.fields) {
    for (const text of field.labels) {
      const parts = text.split('|');
      for (const part of parts) {
        if (labels.has(part) && parts.length > 1) continue;
        labels.set(part, { text: part, field: parts.length > 1 ? '' : field.field, inline: field.inline === true });
      }
    }
  }
  for (const text of [...(layout.others ?? []), ...(layout.facing ?? []), ...noise]) {
    const plain = text.replace(/^=/, '');
    if (!labels.has(plain))
      labels.set(plain, { text: plain, field: '', whole: text !== plain, inline: noise.includes(text) });
  }
  return [...labels.values()];
}

/** Joins the two lines of a label where both were found, one under the other. */
function merged(hits: readonly Hit[], layout: CardLayout): Tag[] {
  const single = new Map(hits.map((hit) => [hit, tagOf([hit], hit.label.text, hit.label.field, false)]));
  const joined: Tag[] = [];
  for (const field of layout.fields) {
    for (const text of field.labels.filter((label) => label.includes('|'))) {
      const [first, second] = text.split('|');
      const upper = [...single].filter(([hit]) => hit.label.text === first);
      const lower = [...single].filter(([hit]) => hit.label.text === second);
      for (const [a, top] of upper) {
        for (const [b, low] of lower) {
          const down = low.at.y - top.at.y;
          const over = Math.min(top.at.x1, low.at.x1) - Math.max(top.at.x0, low.at.x0);
          if (!single.has(a) || down < 0.3 * top.at.height || down > 1.9 * top.at.height || over < 0) continue;
          joined.push(tagOf([a, b], text, field.field, false));
          single.delete(a);
          single.delete(b);
        }
      }
    }
  }
  return [...single.values(), ...joined];
}

/**
 * Where a label was read exactly, a place in the same row that only resembles it is a value: 有效期限 and 有效期10年. So is one
 * within a word, where another stands by itself: 宗教信仰 and 无宗教信仰.
 */
function exactFirst(hits: readonly Hit[]): Hit[] {
  const better = (hit: Hit, other: Hit) =>
    (other.errors === 0 && hit.errors > 0) || (other.errors <= hit.errors && begins(other) && !begins(hit));
  return hits.filter(
    (hit) => !hits.some((other) => other.label.text === hit.label.text && other.row === hit.row && better(hit, other)),
  );
}

function begins(hit: Hit): boolean {
  return hit.row.cells[hit.from]?.starts === true;
}

/**
 * A label printed in two languages, the Latin one small under the Chinese: the value stands beside the Chinese one, and
 * its second line beside the Latin one, which would pass for its beginning. The Latin cells stay a part of the label,
 * without a place of their own.
 */
function withoutTranslations(tags: readonly Tag[]): Tag[] {
  const owners = new Map<Tag, Tag>();
  for (const tag of tags.filter((other) => other.field !== '' && !chinese(other))) {
    const owner = tags.find(
      (other) =>
        other.field === tag.field &&
        chinese(other) &&
        tag.at.y > other.at.y + 0.3 * other.at.height &&
        tag.at.y < other.at.y + other.at.depth / 2 + 1.9 * other.at.height &&
        Math.abs(tag.at.x0 - other.at.x0) < 1.5 * other.at.height,
    );
    if (owner !== undefined) owners.set(tag, owner);
  }
  return tags
    .filter((tag) => !owners.has(tag))
    .map((tag) => {
      const translations = [...owners].filter(([, owner]) => owner === tag).flatMap(([other]) => other.cells);
      return translations.length === 0 ? tag : { ...tag, cells: [...tag.cells, ...translations] };
    });
}

/** Labels that stand among those of the facing page lead to no field of this one. */
function onThisPage(tags: readonly Tag[], facing: readonly string[]): Tag[] {
  const apart = (a: Tag, b: Tag) => Math.hypot(Math.max(0, a.at.x0 - b.at.x1, b.at.x0 - a.at.x1), a.at.y - b.at.y);
  const marks = tags.filter((tag) => tag.field !== '' || facing.includes(tag.text));
  return tags.map((tag) => {
    if (tag.field === '') return tag;
    const nearest = marks
      .filter((other) => other !== tag)
      .reduce<Tag | undefined>(
        (best, other) => (best && apart(tag, best) <= apart(tag, other) ? best : other),
        undefined,
      );
    const theirs = nearest !== undefined && nearest.errors === 0 && facing.includes(nearest.text);
    return theirs ? { ...tag, text: '', field: '' } : tag;
  });
}

function chinese(tag: Tag): boolean {
  return /\p{Script=Han}/u.test(tag.text);
}

function cellsOf(hit: Hit): readonly Cell[] {
  return hit.row.cells.slice(hit.from, hit.to);
}

function tagOf(hits: readonly Hit[], text: string, field: string, doubtful: boolean): Tag {
  const cells = hits.flatMap(cellsOf);
  return { text, field, cells, at: extentOf(cells), errors: hits.reduce((sum, hit) => sum + hit.errors, 0), doubtful };
}

/** Whether a tag leads to this field: two fields may share one printed label. */
export function leadsTo(tag: Tag, field: FieldLayout): boolean {
  return field.labels.includes(tag.text);
}
