import { parentPort } from 'node:worker_threads';
import { loadReading } from './load.ts';
import type { Answer, Task } from './pool.ts';

const reading = loadReading();
// The failure is told to whoever asks for a photo, not thrown at once.
reading.catch(() => undefined);

parentPort?.on('message', async ({ id, image, card }: Task) => {
  const answer = await reading
    .then((read) => read(image, card))
    .then(
      (result): Answer => ({ id, result }),
      (error: unknown): Answer => ({ id, error: error instanceof Error ? error.message : String(error) }),
    );
  parentPort?.postMessage(answer);
});
