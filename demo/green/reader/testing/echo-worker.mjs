import { parentPort, threadId } from 'node:worker_threads';

// Answers with what it was asked; an image of one byte makes the thread die, one of two bytes fails.
parentPort.on('message', ({ id, image, card }) => {
  if (image.length === 1) process.exit(3);
  if (image.length === 2) parentPort.postMessage({ id, error: 'unreadable' });
  else parentPort.postMessage({ id, result: { recognised: true, info: { card, bytes: image.length, threadId } } });
});
