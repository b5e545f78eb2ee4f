import type { CallbackEntry, CallEntry, ImageEntry, LedgerSummary } from '@scanfill/demo/green/ledger';
import { freePort, pause, type Running, startNode } from './processes.ts';

/** The ledger as another process sees it. */
export type LedgerPage = {
  readonly summary: LedgerSummary & { readonly objects: number };
  /** `bucket/key` of what lies in object storage. */
  readonly objects: readonly string[];
  readonly calls: readonly CallEntry[];
  readonly images: readonly ImageEntry[];
  readonly callbacks: readonly CallbackEntry[];
  readonly billedTwice: readonly (readonly ImageEntry[])[];
  readonly submittedAgain: readonly (readonly ImageEntry[])[];
};

/** The stand-in of Green in a process of its own. */
export type Standin = {
  readonly process: Running;
  readonly url: string;
  ledger(): Promise<LedgerPage>;
  summary(): Promise<LedgerPage['summary']>;
};

/** Credentials that stand-in and proxies of a test share. */
export const credentials = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'chaos-key',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'chaos-secret-4711',
  ALIBABA_CLOUD_ACCOUNT_ID: '1234567890123456',
} as const;

/**
 * The ledger behind an address. It may be refusing connections just now, as it was told to: it is asked for five
 * seconds.
 */
export async function ledgerOf(url: string): Promise<LedgerPage> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(`${url}/__ledger`);
      // An upstream's own page, written by these types.
      return (await answer.json()) as LedgerPage;
    } catch (error) {
      if (attempt === 20) throw error;
      await pause(250);
    }
  }
}

/** Starts it on a free port with the reader of test pictures and its ledger open; `env` as its configuration says. */
export async function startStandin(env: Readonly<Record<string, string>> = {}): Promise<Standin> {
  const process = await startNode('demo/dist/green/main.js', {
    env: {
      ...credentials,
      GREEN_PORT: String(await freePort()),
      STANDIN_READER: 'embedded',
      STANDIN_LEDGER: 'on',
      ...env,
    },
    ready: /^Stand-in of Green: /,
    first: true,
  });
  const url = /http:\/\/\S+/.exec(process.lines.join('\n'))?.[0] ?? '';
  return {
    process,
    url,
    ledger: () => ledgerOf(url),
    summary: async () => (await ledgerOf(url)).summary,
  };
}
