/** What became of one filling; `why` where it is not right. */
export type Verdict = { readonly verdict: 'right' | 'reported' | 'wrong'; readonly why?: string };

export function judge(run: object): Verdict;
export function judgeUndo(run: object): {
  readonly verdict: 'undone' | 'kept' | 'wrong' | 'none';
  readonly why?: string;
};
export function worst(verdicts: readonly Verdict[]): Verdict;
export function meaningOf(value: unknown): string;
