import { fenced, sectionOf, table } from '../markdown.mjs';

/** Who may try again (`proxy/src/contract/problems.ts`). */
export const retries = {
  same: 'the identical request, later',
  photo: 'the person, with another photo',
  ask: 'the person decides, because an image may have been billed',
  no: 'nobody',
};

const source = 'proxy/src/contract/problems.ts';
const operations = 'docs/operations.md';

/**
 * Every problem, with what whoever runs the proxy does about it.
 * @param {Readonly<Record<string, { status: number, retry: keyof typeof retries, title: string }>>} problems
 * @param {string} operationsText the table of problems stands in it
 * @returns {import('../pages.mjs').Page}
 */
export function problemsPage(problems, operationsText) {
  const advice = adviceOf(operationsText);
  const rows = Object.entries(problems);
  const text = [
    '# Problems',
    `The ${rows.length} problems this service answers with ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), made of the table in the code. A failed scan holds its problem, and the answer that brings the scan is a 200.`,
    fenced(
      'json',
      JSON.stringify(
        {
          type: 'urn:scanfill:problem:image-side',
          code: 'image-side',
          title: problems['image-side']?.title,
          status: problems['image-side']?.status,
          detail: '…',
          requestId: '…',
        },
        null,
        2,
      ),
    ),
    table(
      ['`retry`', 'who may try again'],
      Object.entries(retries).map(([retry, who]) => [`\`${retry}\``, who]),
    ),
    ...rows.map(([code, { status, retry, title }]) =>
      [
        `## \`${code}\``,
        `**${title}.** Status ${status} · \`retry: ${retry}\`, ${retries[retry]}.`,
        ...(advice.has(code) ? [`*Who:* ${advice.get(code)?.who}. *What to do:* ${advice.get(code)?.what}.`] : []),
      ].join('\n\n'),
    ),
  ].join('\n\n');
  // What the operator's table says, and links to, is that page's.
  return { path: 'problems', title: 'Problems', source: operations, text, links: [source] };
}

/**
 * What the operators' page says of each problem.
 * @param {string} text
 * @returns {ReadonlyMap<string, { who: string, what: string }>}
 */
function adviceOf(text) {
  const advice = new Map();
  for (const line of sectionOf(text, 'Problems').split('\n')) {
    const [, codes = '', who = '', what = ''] =
      line.split(' | ').length === 3 ? ['', ...line.slice(2, -2).split(' | ')] : [];
    for (const [, code] of codes.matchAll(/`([\w-]+)`/g)) advice.set(code, { who, what });
  }
  return advice;
}
