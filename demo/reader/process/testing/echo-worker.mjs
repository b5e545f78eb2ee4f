// Answers with what it was asked; an image of one byte makes the process die, one of two bytes fails, one of three
// hangs, one of five leaves much memory held.
process.on('message', ({ id, image, card }) => {
  const usage = { cpuMs: 5, nowMb: image.length === 5 ? 900 : 30, peakMb: 40 };
  if (image.length === 1) process.exit(3);
  if (image.length === 2) process.send({ id, usage, error: 'unreadable' });
  if (image.length > 3) {
    const info = { card, bytes: image.length, pid: process.pid, arenas: process.env.MALLOC_ARENA_MAX };
    process.send({ id, usage, result: { recognised: true, info } });
  }
});
process.once('disconnect', () => process.exit());
