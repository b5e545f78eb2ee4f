import { pause } from '../base/pause.ts';

/** So long the page may wait before it can react again. */
const sliceMs = 12;

/** Runs work to its end, with a pause wherever it yields after having worked this long. */
export async function inSlices<T>(work: Generator<undefined, T>, rest = pause, mostMs = sliceMs): Promise<T> {
  let startedAt = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - startedAt < mostMs) continue;
    await rest();
    startedAt = performance.now();
  }
}
