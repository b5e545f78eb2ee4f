import { limits } from '@scanfill/proxy/contract';
import { Agent, request } from 'undici';
import { type Code, codes, withMessage } from '../wire/codes.ts';

/** An image, or the code its task ends with. */
export type Download = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly code: Code };

/** Fetches images as Green does: one attempt, no redirect, a time limit over all of it. */
export type Downloader = {
  fetch(url: string): Promise<Download>;
  /** Breaks off after the first bytes; tells whether there were any. */
  touch(url: string): Promise<boolean>;
  stop(): Promise<void>;
};

const failed = (code: Code): Download => ({ ok: false, code });

/** Collects a body, giving up as soon as it is larger than Green takes. */
async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limits.maxBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/** Connections are kept: at a thousand images a second opening one for each would be most of the work. */
export function createDownloader(options: { downloadMs: number; concurrentDownloads: number }): Downloader {
  const agent = new Agent({ connections: options.concurrentDownloads, pipelining: 1 });
  return {
    async fetch(url) {
      const signal = AbortSignal.timeout(options.downloadMs);
      try {
        const { statusCode, body } = await request(url, { dispatcher: agent, signal });
        if (statusCode !== 200) {
          await body.dump();
          return failed(withMessage(codes.downloadFailed, `HTTP ${statusCode}`));
        }
        const bytes = await collect(body);
        if (bytes === undefined) {
          body.destroy();
          return failed(codes.tooLarge);
        }
        return { ok: true, bytes };
      } catch {
        return failed(signal.aborted ? codes.downloadTimeout : codes.downloadFailed);
      }
    },
    async touch(url) {
      try {
        const signal = AbortSignal.timeout(options.downloadMs);
        const { statusCode, body } = await request(url, { dispatcher: agent, signal });
        body.once('error', () => {});
        for await (const chunk of body) {
          body.destroy();
          return statusCode === 200 && chunk.byteLength > 0;
        }
        return false;
      } catch {
        return false;
      }
    },
    stop: () => agent.destroy(),
  };
}
