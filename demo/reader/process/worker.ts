import { loadReading } from './load.ts';
import { type Answer, isTask } from './pool.ts';
import { ownUsage } from './usage.ts';

const reading = loadReading();
// The failure is told to whoever asks for a photo, not thrown at once.
reading.catch(() => undefined);

process.on('message', async (message: unknown) => {
  if (!isTask(message)) return;
  const { id, image, card } = message;
  const outcome = await reading
    .then((read) => read(image, card))
    .then(
      (result) => ({ result }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
  const answer: Answer = { id, usage: ownUsage(), ...outcome };
  process.send?.(answer);
});

// Whoever started this process says when it ends: a Ctrl-C reaches both, and the photo in hand may still be answered.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit());
