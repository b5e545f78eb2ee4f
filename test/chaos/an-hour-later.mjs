/**
 * Loaded before a proxy (`--import`): on SIGUSR2 its monotonic clock is an hour further on, as after a machine's sleep.
 * What would be asked for during that hour ends then, as in the end it would.
 */
let aheadMs = 0;
const now = performance.now.bind(performance);
performance.now = () => now() + aheadMs;
process.on('SIGUSR2', () => {
  aheadMs += 3_660_000;
});
