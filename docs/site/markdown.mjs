/** An anchor as GitHub makes it of a heading, so that the links of the repository hold on the site. */
export const anchorOf = (/** @type {string} */ heading) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

/**
 * One section of a page, up to the next heading of its level or above, as a page of its own: its headings moved up.
 * @param {string} text
 * @param {string} heading
 */
export function sectionOf(text, heading) {
  const blocks = byFences(text);
  const lines = [];
  let level = 0;
  for (const { code, text } of blocks)
    for (const line of text.split('\n')) {
      const [, marks = '', title = ''] = (!code && /^(#+) (.+)$/.exec(line)) || [];
      if (level > 0 && marks !== '' && marks.length <= level) return lines.join('\n');
      if (level === 0 && title === heading) level = marks.length;
      if (level > 0) lines.push(marks === '' ? line : `${marks.slice(level - 1)} ${title}`);
    }
  if (level === 0) throw new Error(`There is no section "${heading}".`);
  return lines.join('\n');
}

/**
 * A text in its blocks of code and what stands between them.
 * @param {string} text
 * @returns {readonly { code: boolean, text: string }[]}
 */
export function byFences(text) {
  const blocks = [{ code: false, lines: [] }];
  let fence = '';
  for (const line of text.split('\n')) {
    const [, marks = ''] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === '' && marks !== '') {
      fence = marks;
      blocks.push({ code: true, lines: [line] });
      continue;
    }
    blocks.at(-1)?.lines.push(line);
    if (fence !== '' && line.trim() === fence) {
      fence = '';
      blocks.push({ code: false, lines: [] });
    }
  }
  return blocks.filter(({ lines }) => lines.length > 0).map(({ code, lines }) => ({ code, text: lines.join('\n') }));
}

/**
 * A cell of a table: nothing in it ends the cell, or is taken for a tag or for Vue's braces.
 * @param {string} text
 */
export const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/**
 * A table.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

/**
 * A block of code, fenced by more marks than stand in it.
 * @param {string} language
 * @param {string} code
 */
export function fenced(language, code) {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([marks]) => marks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.trimEnd()}\n${fence}`;
}
