import { openFirefox } from './driver/firefox.ts';
import type { RemoteBrowser } from './driver/remote.ts';
import { openWebKit } from './driver/webkit.ts';

/** The engines besides Chromium's, in which everything else in this package runs. */
export const engines: readonly (readonly [name: string, open: (camera?: boolean) => Promise<RemoteBrowser>])[] = [
  ['Firefox', openFirefox],
  ['WebKit', openWebKit],
];
