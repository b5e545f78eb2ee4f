/** Where the demo serves the operators' document, as it stands in the repository. */
export const operationsPath = '/docs/operations.md';

/** The address of a place in it: a browser goes to the words, as plain text has no anchors. */
export function topicLink(words: string): string {
  return `${operationsPath}#:~:text=${encodeURIComponent(words).replaceAll('-', '%2D')}`;
}

/** What the document says under an alarm's heading; undefined where it has no such heading. */
export function alarmTopic(document: string, alarm: string): string | undefined {
  return document
    .split(`\n### ${alarm}\n`)[1]
    ?.split(/\n##+ /)[0]
    ?.trim();
}

/** What it says of a reason of `/readyz`: what it means, and what to do. */
export function reasonTopic(document: string, reason: string): readonly [means: string, todo: string] | undefined {
  const row = document.split('\n').find((line) => line.startsWith(`| \`${reason}\` |`));
  const [, , means = '', todo = ''] = row?.split('|').map((cell) => cell.trim()) ?? [];
  return means === '' ? undefined : [means, todo];
}

/** A text of the document in pieces, each code or words; of a link its words are left. */
export function piecesOf(text: string): readonly { readonly isCode: boolean; readonly text: string }[] {
  return text
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .split(/(`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith('`') ? { isCode: true, text: piece.slice(1, -1) } : { isCode: false, text: piece },
    );
}
