/** What one look at the real Green said about one thing this project takes for granted. */
export type Finding = {
  /** What the code takes for granted. */
  readonly guess: string;
  /** What was seen, in Green's own words where there are any. */
  readonly seen: string;
  /** `open`: this run could not tell. */
  readonly verdict: 'holds' | 'differs' | 'open';
  /** The line that depends on it, `path:line`. */
  readonly code: string;
};

/** The findings as a table in Markdown. */
export function report(findings: readonly Finding[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = findings.map(
    ({ verdict, guess, seen, code }) => `| ${verdict} | ${cell(guess)} | ${cell(seen)} | ${code} |`,
  );
  return ['| verdict | guess | seen | depends on it |', '|---|---|---|---|', ...rows].join('\n');
}
