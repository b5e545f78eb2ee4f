/** The core at once, in place of `core/later.ts`: a file for a script tag is one file. Only advice comes with the camera, which looks at light too. */
import type { Hint } from '../core/hints.ts';

export { inspectImage } from '../core/inspect-image.ts';
export { prepareImage } from '../core/prepare-image.ts';
export { createScanClient } from '../core/scan-client.ts';

/** So long a photo waits for advice about it. */
const patienceMs = 2_000;

/** What a person might do better before sending; see `core/hints.ts`. None where the part that looks cannot be had in time. */
export async function hintsOf(source: Blob, signal?: AbortSignal): Promise<readonly Hint[]> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
  const part = await Promise.race([import('./camera-and-hints.ts').catch(() => undefined), late]);
  return (await part?.hintsOf(source, signal)) ?? [];
}
