/** The core whole and at once, in place of `core/later.ts`: a file for a script tag is one file. */
export { hintsOf } from '../core/hints.ts';
export { inspectImage } from '../core/inspect-image.ts';
export { prepareImage } from '../core/prepare-image.ts';
export { createScanClient } from '../core/scan-client.ts';
