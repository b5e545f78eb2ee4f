import type { Unsettled } from '../jobs/unsettled.ts';
import { unsettledFrom } from '../jobs/unsettled.ts';
import type { Store } from '../store/store.ts';

/** How the list is written. */
export type ReportFormat = 'csv' | 'json';

/** What is listed. */
export type ReportQuestion = {
  readonly format: ReportFormat;
  /** Nothing that was clear before; everything there is unless told. */
  readonly sinceMs?: number;
};

/** The media type of a format. */
export const reportTypes: { readonly [F in ReportFormat]: string } = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const pageSize = 500;
const columns = ['dataId', 'card', 'attempt', 'sentAt', 'endedAt', 'outcome', 'taskId', 'requestId'] as const;

/** The entries of a store in the order of their times, a page in memory at a time. */
export async function* unsettledOf(
  store: Pick<Store, 'unsettled'>,
  sinceMs: number | undefined,
): AsyncGenerator<Unsettled> {
  let after = sinceMs === undefined ? '' : unsettledFrom(sinceMs);
  for (;;) {
    const page = await store.unsettled(after, pageSize);
    for (const { entry } of page) yield entry;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.key;
  }
}

/**
 * The list as text, piece by piece: CSV after RFC 4180 with a head line, or a JSON array of objects with the same
 * names. Times are ISO 8601 in UTC; what is not known is empty in CSV and absent in JSON.
 */
export async function* report(entries: AsyncIterable<Unsettled>, format: ReportFormat): AsyncGenerator<string> {
  if (format === 'csv') {
    yield `${columns.join(',')}\r\n`;
    for await (const entry of entries) {
      const row: Record<string, string | number> = rowOf(entry);
      yield `${columns.map((name) => cell(String(row[name] ?? ''))).join(',')}\r\n`;
    }
    return;
  }
  let separator = '[\n';
  for await (const entry of entries) {
    yield `${separator}  ${JSON.stringify(rowOf(entry))}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** Whether a text names a format. */
export function isReportFormat(text: unknown): text is ReportFormat {
  return text === 'csv' || text === 'json';
}

/** The moment of a text such as `2026-11-01` or `2026-11-01T08:00:00Z`; undefined where it names none. */
export function momentOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function rowOf({ sentAtMs, atMs, dataId, card, attempt, outcome, taskId, requestId }: Unsettled) {
  return {
    dataId,
    card,
    attempt,
    sentAt: new Date(sentAtMs).toISOString(),
    endedAt: new Date(atMs).toISOString(),
    outcome,
    ...(taskId === undefined ? {} : { taskId }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Quoted throughout: an ID may begin with a hyphen, and a spreadsheet must not take it for a sum. */
function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
