import type { Log } from '../base/log.ts';
import type { QueryOutcome, SubmitOutcome } from '../green/port.ts';
import { adviceOn, type RefusalAdvice, type RefusalReason, unsignedAdvice } from '../green/refusal-advice.ts';
import { told } from './submission.ts';

/** What was asked of Green. */
export type AccountCall = 'query' | 'submit' | 'upload';

/** What keeps Green from serving this account. */
export type Trouble = {
  readonly reason: RefusalReason;
  /** Green's own code, or that of the credentials' source. */
  readonly code: string;
  /** What happened and what to check, in a sentence. */
  readonly check: string;
  /** New scans would fail. */
  readonly blocking: boolean;
};

/** Whether Green serves this account, by what it says of the calls that are made anyway. */
export type Account = {
  heard(call: AccountCall, outcome: SubmitOutcome | QueryOutcome): void;
  /** What is wrong now; empty while all is well. */
  troubles(): readonly Trouble[];
  /** A free query would tell whether it is mended. */
  readonly askable: boolean;
};

/**
 * Queries are asked again by themselves; a refused submission or upload is only followed by the next one, so that it
 * blocks for so long and then lets the next find out.
 */
const blocksMs = 60_000;

type Kept = RefusalAdvice & { readonly code: string; readonly atMs: number };

/** `changed` is told when the first trouble comes and when the last has gone. */
export function createAccount(deps: {
  readonly elapsed: () => number;
  readonly log: Log;
  readonly changed: () => void;
}): Account {
  const { elapsed, log, changed } = deps;
  const kept = new Map<AccountCall, Kept>();

  function refused(call: AccountCall, code: string, advice: RefusalAdvice, fields: object): void {
    const before = kept.get(call);
    kept.set(call, { ...advice, code, atMs: elapsed() });
    if (before?.code === code) return;
    log.error({ operation: call, ...fields, code: advice.reason }, sentence({ ...advice, code }));
    if (before === undefined) changed();
  }

  function served(call: AccountCall): void {
    const before = kept.size;
    kept.delete(call);
    // Whoever is served signs well.
    for (const [other, { reason }] of kept) if (reason === 'credentials') kept.delete(other);
    if (before === 0 || kept.size > 0) return;
    log.info({}, 'Green serves this account again');
    changed();
  }

  return {
    heard(call, outcome) {
      if (outcome.kind === 'unsigned') return refused(call, outcome.cause, unsignedAdvice, told(outcome));
      const code = refusalOf(outcome);
      if (code !== undefined)
        return refused(call, code, adviceOn(code), { ...told(outcome), outcome: 'refused', greenCode: code });
      if (outcome.kind === 'answered' || outcome.kind === 'accepted' || outcome.kind === 'refused') served(call);
    },
    troubles: () =>
      [...kept].map(([call, { reason, code, check, atMs }]) => ({
        reason,
        code,
        check: sentence({ code, check }),
        blocking: call === 'query' || elapsed() - atMs < blocksMs,
      })),
    get askable() {
      return kept.has('query');
    },
  };
}

/** Green's code where it served nobody: of the whole call, or of every task in it. */
function refusalOf(outcome: SubmitOutcome | QueryOutcome): string | undefined {
  if (outcome.kind === 'refused') return outcome.code === 'green-permission' ? outcome.greenCode : undefined;
  if (outcome.kind !== 'accepted') return undefined;
  const codes = [...outcome.tasks.values()].map((task) =>
    task.kind === 'failed' && task.code === 'green-permission' ? task.greenCode : undefined,
  );
  return codes.includes(undefined) ? undefined : codes[0];
}

function sentence({ code, check }: { readonly code: string; readonly check: string }): string {
  return `Green does not serve this account (${code}): ${check}`;
}
