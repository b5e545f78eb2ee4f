import type { LedgerPage } from '../harness/standin.ts';
import type { UploadReport } from '../harness/uploader.ts';

/** What a run must not show; each empty is right. */
export type Verdict = {
  /** Accepted scans that never ended, and uploads that were never accepted. */
  readonly open: readonly string[];
  /** Images that the stand-in billed more than once. */
  readonly billedTwice: readonly string[];
  /** Scans submitted anew though an earlier submission of theirs was fetched, at least in part. */
  readonly submittedAgain: readonly string[];
  /** Scans that failed with another word than `unconfirmed` though their image was recognised and billed. */
  readonly lost: readonly string[];
  /** `unconfirmed` scans that Green has and `reconcile` does not list. */
  readonly unlisted: readonly string[];
  /** Done scans whose image was not billed exactly once under their id, or whose bytes differ. */
  readonly unbilled: readonly string[];
  /** Done scans that hold another picture's fields. */
  readonly mixedUp: readonly string[];
  /** Billed images that belong to no scan the client knows. */
  readonly strays: readonly string[];
  /**
   * Operations of which the proxies let more than ten calls go within a second, or more than ten arrived close
   * together.
   */
  readonly overRate: readonly string[];
  /** Fields, session tokens or image addresses in the proxies' logs. */
  readonly leaks: readonly string[];
};

/** What a run did, for people to read. */
export type Figures = Readonly<Record<string, number | string>>;

/** What a run leaves to be looked at. */
export type ChaosRun = {
  readonly verdict: Verdict;
  readonly figures: Figures;
  /** Images of ended scans that are still kept, by name. */
  readonly images: readonly string[];
  /** What the proxies printed. */
  readonly lines: readonly string[];
  readonly ledger: LedgerPage;
};

/** Each operation as the proxies' logs and as the stand-in's ledger name it. */
const operations = { submit: 'asyncscan', query: 'results' } as const;
const secondMs = 1_000;
/**
 * The exact second is held over what the proxies let go; what arrives is seen besides, to catch a pace that is really
 * another. On a busy machine two calls arrive some milliseconds closer together than they left, hence a tenth less.
 */
const arrivalsMs = 900;

/** Most of these moments within any window of this length. */
function mostWithin(times: readonly number[], windowMs: number): number {
  const inOrder = times.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, at] of inOrder.entries()) {
    while ((inOrder[first] ?? at) <= at - windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** The first call that arrived when all that had left were there already. */
function unlogged(left: readonly number[], arrived: readonly number[]): readonly string[] {
  if (left.length >= arrived.length) return [];
  const [leaving, arriving] = [left, arrived].map((times) => times.toSorted((a, b) => a - b));
  const index = arriving?.findIndex((at, index) => (leaving?.[index] ?? Number.POSITIVE_INFINITY) > at) ?? 0;
  const sinceMs = (arriving?.[index] ?? 0) - (arriving?.[0] ?? 0);
  return [`call ${index + 1} of ${arrived.length}, ${sinceMs} ms after the first (${left.length} left),`];
}

/** When the proxies let their calls go, as each wrote it down just before, all by this machine's clock. */
function departuresOf(logs: readonly string[], operation: string): readonly number[] {
  return logs
    .filter((line) => line.includes('"call to Green"') && line.includes(`"operation":"${operation}"`))
    .map((line): number => JSON.parse(line).time);
}

const arrivalsOf = (ledger: LedgerPage, name: string): readonly number[] =>
  ledger.calls.filter(({ operation }) => operation === name).map(({ at }) => at);

/** Most calls within one second that the proxies let go, for each operation. */
const busiestDepartures = (logs: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.keys(operations).map((name) => [name, mostWithin(departuresOf(logs, name), secondMs)]));

/** What is known at the end of a run; `listed`: the dataIds that `reconcile` lists. */
export type Evidence = {
  readonly report: UploadReport;
  readonly ledger: LedgerPage;
  readonly listed: ReadonlySet<string>;
  readonly logs: readonly string[];
  readonly tokens: readonly string[];
};

/** Compares what the client saw with what the upstream's ledger says. */
export function judge({ report, ledger, listed, logs, tokens }: Evidence): Verdict {
  const billed = ledger.images.filter(({ state }) => state === 'billed');
  const bills = new Map<string, typeof billed>();
  for (const image of billed) bills.set(image.dataId ?? '', [...(bills.get(image.dataId ?? '') ?? []), image]);
  const done = report.seen.filter(({ state }) => state === 'done');
  const known = new Set(report.seen.map(({ id }) => id));
  const accepted = new Set(ledger.images.map(({ dataId }) => dataId));
  const odd = new Set(ledger.images.filter(({ fault }) => fault?.startsWith('odd-')).map(({ dataId }) => dataId));
  const named = (group: readonly { dataId?: string; taskId: string }[]) =>
    group.map(({ dataId, taskId }) => `${dataId} ${taskId}`).join(' + ');
  const text = logs.join('\n');
  const addresses = ledger.images.flatMap(({ url }) => new URL(url).pathname.split('/').at(-1) ?? []);
  return {
    open: report.open.map(({ picture, id, state }) => `${picture.key} ${id ?? 'not accepted'} ${state ?? ''}`),
    billedTwice: ledger.billedTwice.map(named),
    submittedAgain: ledger.submittedAgain.map(named),
    lost: report.seen
      .filter(
        ({ id, state, code }) =>
          state === 'failed' && code !== 'unconfirmed' && bills.get(id)?.some((bill) => bill.code === 200),
      )
      .map(({ id, code }) => `${id} ${code}`),
    unlisted: report.seen
      .filter(({ id, code }) => code === 'unconfirmed' && accepted.has(id) && !listed.has(id))
      .map(({ id }) => id),
    unbilled: done
      .filter(({ id, picture }) => {
        const [bill, ...more] = bills.get(id) ?? [];
        return bill === undefined || more.length > 0 || bill.sha256 !== picture.sha256();
      })
      .map(({ id }) => id),
    mixedUp: done
      .filter(({ id, raw, picture }) => !odd.has(id) && !JSON.stringify(raw).includes(picture.marker))
      .map(({ id }) => id),
    strays: billed.filter(({ dataId }) => !known.has(dataId ?? '')).map(({ dataId, taskId }) => `${dataId} ${taskId}`),
    overRate: Object.entries(operations).flatMap(([operation, name]) => {
      const [left, arrived] = [departuresOf(logs, operation), arrivalsOf(ledger, name)];
      return [
        ...(mostWithin(left, secondMs) > 10 ? [`${operation}: more than ten let go in a second`] : []),
        ...(mostWithin(arrived, arrivalsMs) > 10 ? [`${name}: more than ten arrived together`] : []),
        // The log would prove nothing otherwise.
        ...unlogged(left, arrived).map((call) => `${operation}: ${call} is in no log`),
      ];
    }),
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
export function figuresOf({ report, ledger, listed, logs }: Evidence, ms: number): Figures {
  const failures = countBy(report.seen.flatMap(({ code }) => code ?? []));
  const accepted = new Set(ledger.images.map(({ dataId }) => dataId));
  const unconfirmed = report.seen.filter(({ code }) => code === 'unconfirmed');
  const percent = (count: number) => Number(((count / report.seen.length) * 100).toFixed(2));
  const { summary } = ledger;
  return {
    seconds: Math.round(ms / 1_000),
    scans: report.seen.length,
    done: report.seen.filter(({ state }) => state === 'done').length,
    failed: JSON.stringify(failures),
    accepted: ledger.images.length,
    billed: summary.billed,
    'billed twice': summary.billedTwice,
    'submitted again': summary.submittedAgain,
    'unconfirmed, %': percent(unconfirmed.length),
    'unconfirmed though accepted, %': percent(unconfirmed.filter(({ id }) => accepted.has(id)).length),
    'listed by reconcile': listed.size,
    'unconfirmed and listed': unconfirmed.filter(({ id }) => listed.has(id)).length,
    'calls to asyncscan': ledger.calls.filter(({ operation }) => operation === 'asyncscan').length,
    'calls to results': ledger.calls.filter(({ operation }) => operation === 'results').length,
    callbacks: JSON.stringify(countBy(ledger.callbacks.map(({ status }) => String(status)))),
    'busiest second, let go': JSON.stringify(busiestDepartures(logs)),
    'busiest second, arrived': JSON.stringify(summary.busiestSecond),
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
