import { createHttpClient } from '../../harness/http-client.ts';
import { percentile } from '../../harness/percentile.ts';
import { makePicture } from '../../harness/pictures.ts';
import { pause } from '../../harness/processes.ts';
import { sessions } from '../../harness/proxies.ts';
import { startStandin } from '../../harness/standin.ts';
import { embedded } from './contenders.ts';
import { sender } from './load.ts';

/**
 * One scan at a time on an idle proxy: how long from the first byte of the upload until Green has the request, in
 * milliseconds.
 */
export async function idle(count: number): Promise<{ p50: number; worst: number }> {
  const standin = await startStandin({ STANDIN_ENGINE_MS: '0' });
  const contender = await embedded(standin.url);
  const http = createHttpClient();
  const send = sender(contender, http, sessions());
  const sent = new Map<string, number>();
  try {
    for (let index = 0; index <= count; index += 1) {
      await pause(400);
      const startedAt = Date.now();
      const { id } = await send(makePicture('idle', index, 32 * 1_024), contender.targets[0] ?? '');
      // The first one warms up.
      if (index > 0) sent.set(id, startedAt);
    }
    const { images } = await standin.ledger();
    const waits = images.flatMap(({ dataId, at }) => {
      const startedAt = sent.get(dataId ?? '');
      return startedAt === undefined ? [] : [at - startedAt];
    });
    return { p50: percentile(waits, 50), worst: Math.max(...waits) };
  } finally {
    http.close();
    await contender.stop();
    await standin.process.stop();
  }
}
