import { openFirefox } from './driver/firefox.ts';
import type { RemoteBrowser } from './driver/remote.ts';
import { openWebKit } from './driver/webkit.ts';

/** Whether all is tried in all of them, or of what takes long only a part, as in the suite: `pnpm test:engines`. */
export const inFull = process.env.ENGINES === 'all';

/** The engines besides Chromium's, in which everything else in this package runs. */
export const engines: readonly (readonly [name: string, open: (camera?: boolean) => Promise<RemoteBrowser>])[] = [
  ['Firefox', openFirefox],
  ['WebKit', openWebKit],
];
