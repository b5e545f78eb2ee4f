import type { LedgerPage } from '../harness/standin.ts';
import type { UploadReport } from '../harness/uploader.ts';

/** What a run must not show; each empty is right. */
export type Verdict = {
  /** Accepted scans that never ended, and uploads that were never accepted. */
  readonly open: readonly string[];
  /** Images that the stand-in billed more than once. */
  readonly billedTwice: readonly string[];
  /** Done scans whose image was not billed exactly once under their id, or whose bytes differ. */
  readonly unbilled: readonly string[];
  /** Done scans that hold another picture's fields. */
  readonly mixedUp: readonly string[];
  /** Billed images that belong to no scan the client knows. */
  readonly strays: readonly string[];
  /** Operations that were called more than ten times within a second. */
  readonly overRate: readonly string[];
  /** Fields, session tokens or image addresses in the proxies' logs. */
  readonly leaks: readonly string[];
};

/** What a run did, for people to read. */
export type Figures = Readonly<Record<string, number | string>>;

/**
 * The proxies let ten calls go in 1,050 ms. What is seen here is when the stand-in's process got round to reading them: on a machine whose
 * cores are all taken some come closer together than they left, hence a window a tenth shorter than Green's.
 */
const windowMs = 900;

function mostWithin(ledger: LedgerPage, name: string): number {
  const times = ledger.calls.filter(({ operation }) => operation === name).map(({ at }) => at);
  return Math.max(0, ...times.map((at, index) => times.slice(index).filter((other) => other < at + windowMs).length));
}

/** Compares what the client saw with what the stand-in's ledger says. */
export function judge(
  report: UploadReport,
  ledger: LedgerPage,
  logs: readonly string[],
  tokens: readonly string[],
): Verdict {
  const billed = ledger.images.filter(({ state }) => state === 'billed');
  const bills = new Map<string, typeof billed>();
  for (const image of billed) bills.set(image.dataId ?? '', [...(bills.get(image.dataId ?? '') ?? []), image]);
  const done = report.seen.filter(({ state }) => state === 'done');
  const known = new Set(report.seen.map(({ id }) => id));
  const text = logs.join('\n');
  const addresses = ledger.images.flatMap(({ url }) => new URL(url).pathname.split('/').at(-1) ?? []);
  return {
    open: report.open.map(({ picture, id, state }) => `${picture.key} ${id ?? 'not accepted'} ${state ?? ''}`),
    billedTwice: ledger.billedTwice.map((group) =>
      group.map(({ dataId, taskId }) => `${dataId} ${taskId}`).join(' + '),
    ),
    unbilled: done
      .filter(({ id, picture }) => {
        const [bill, ...more] = bills.get(id) ?? [];
        return bill === undefined || more.length > 0 || bill.sha256 !== picture.sha256();
      })
      .map(({ id }) => id),
    mixedUp: done.filter(({ raw, picture }) => !JSON.stringify(raw).includes(picture.marker)).map(({ id }) => id),
    strays: billed.filter(({ dataId }) => !known.has(dataId ?? '')).map(({ dataId, taskId }) => `${dataId} ${taskId}`),
    overRate: ['asyncscan', 'results'].filter((name) => mostWithin(ledger, name) > 10),
    leaks: [
      ...report.seen.map(({ picture }) => picture.marker),
      ...tokens,
      ...addresses.filter((name) => name.length > 12 && !known.has(name)),
    ].filter((word) => text.includes(word)),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Sums a run up. */
export function figuresOf(report: UploadReport, ledger: LedgerPage, ms: number): Figures {
  const failures = countBy(report.seen.flatMap(({ code }) => code ?? []));
  const { summary } = ledger;
  return {
    seconds: Math.round(ms / 1_000),
    scans: report.seen.length,
    done: report.seen.filter(({ state }) => state === 'done').length,
    failed: JSON.stringify(failures),
    billed: summary.billed,
    'billed twice': summary.billedTwice,
    'calls to asyncscan': ledger.calls.filter(({ operation }) => operation === 'asyncscan').length,
    'calls to results': ledger.calls.filter(({ operation }) => operation === 'results').length,
    callbacks: JSON.stringify(countBy(ledger.callbacks.map(({ status }) => String(status)))),
    'busiest second': JSON.stringify(summary.busiestSecond),
    'throttled, unasked': ledger.calls.filter(({ code, fault }) => code === 'Throttling.User' && !fault).length,
    faults: JSON.stringify(summary.faults),
    retries: JSON.stringify(report.retries),
  };
}

/** The verdict in brief: of each list the first five and how many there are. */
export function brief(verdict: Verdict): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(verdict).map(([name, list]) => [
      name,
      list.length > 5 ? [...list.slice(0, 5), `and ${list.length - 5} more`] : list,
    ]),
  );
}
