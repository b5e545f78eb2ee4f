import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../base/clock.ts';
import type { ServiceConfig } from '../config/environment.ts';
import { ConfigError } from '../config/fault.ts';
import { settingsOf } from '../config/settings.ts';
import { openStore } from '../open-store.ts';
import { adminOrigin } from './admin-origin.ts';
import { isReportFormat, momentOf, type ReportQuestion, report, unsettledOf } from './report.ts';

/** Reads the arguments behind `reconcile`; throws an `Error` that says what was wrong and what may stand there. */
export function questionOf(args: readonly string[]): ReportQuestion {
  const { format = 'csv', since } = parseArgs({
    args: [...args],
    options: { format: { type: 'string' }, since: { type: 'string' } },
  }).values;
  if (!isReportFormat(format)) throw new Error(`--format ${format}: it may be csv or json`);
  if (since === undefined) return { format };
  const sinceMs = momentOf(since);
  if (sinceMs === undefined)
    throw new Error(`--since ${since}: give a day or a moment, such as 2026-11-01 or 2026-11-01T08:00:00Z`);
  return { format, sinceMs };
}

/**
 * What may have been billed without a result, piece by piece: asked of the proxy that runs with this configuration
 * where it has an admin port that answers, else read from its store. Rejects with an `Error` for the operator.
 */
export async function* reconcile(
  { options, adminHost, adminPort }: ServiceConfig,
  question: ReportQuestion,
): AsyncGenerator<string> {
  const running = adminPort === undefined ? undefined : await askRunning(adminHost, adminPort, question);
  if (running !== undefined) {
    yield* running;
    return;
  }
  const { storeUrl, storeSecrets } = settingsOf(options, { strict: false });
  const [secret, ...others] = storeSecrets;
  if (storeUrl.kind === 'memory' || secret === undefined)
    throw new ConfigError('STORE_URL', 'is memory: nothing outlives the process; ask a running one on its ADMIN_PORT');
  if (storeUrl.kind === 'file' && !existsSync(storeUrl.dir))
    throw new ConfigError('STORE_URL', `names ${storeUrl.dir}, where no proxy has kept anything`);
  const store = await openStore(storeUrl, [secret, ...others], systemClock);
  try {
    await store.start();
  } catch (cause) {
    const isOpen = cause instanceof Error && /another process has/.test(cause.message);
    if (!isOpen) throw cause;
    throw new Error('a running proxy has the store open: start it with ADMIN_PORT, and set the same one here', {
      cause,
    });
  }
  try {
    yield* report(unsettledOf(store, question.sinceMs), question.format);
  } finally {
    await store.stop();
  }
}

/** The running proxy's own list; undefined where none runs there. */
async function askRunning(
  host: string,
  port: number,
  { format, sinceMs }: ReportQuestion,
): Promise<AsyncIterable<string> | undefined> {
  const since = sinceMs === undefined ? '' : `&since=${encodeURIComponent(new Date(sinceMs).toISOString())}`;
  const url = `${adminOrigin(host, port)}/reconcile?format=${format}${since}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch(() => undefined);
  if (answer === undefined) return undefined;
  if (!answer.ok || !answer.body)
    throw new Error(
      `ADMIN_PORT: what listens at ${adminOrigin(host, port)} answered ${answer.status}; it is no proxy of this release`,
    );
  return answer.body.pipeThrough(new TextDecoderStream());
}
