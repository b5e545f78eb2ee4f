import { isIphone } from '../core/open/device.ts';
import { partsToExtend } from '../core/open/parts.ts';

/** Where the HEIC part finds what it is made of. */
export type HeicOptions = {
  /**
   * A folder of the page's own origin: `worker.js` of `dist/heic`, and of libheif-js `libheif.js` and `libheif.wasm` of
   * its folder `libheif-wasm`.
   */
  readonly files: string;
  /**
   * False for libheif-js's build without WebAssembly, `libheif.js` of its folder `libheif`: larger, slower, no policy.
   */
  readonly wasm?: boolean | undefined;
};

/**
 * Lets every widget of the page take HEIC, also where the browser has no decoder for it. Loads nothing before such a
 * photo comes that the browser cannot open.
 */
export function acceptHeic({ files, wasm = true }: HeicOptions): void {
  const parts = partsToExtend();
  parts.open.heic = async (...asked) => (await import('./open-heic.ts')).heicOpener(files, wasm)(...asked);
  if (parts.names.includes('HEIC')) return;
  parts.names.push('HEIC');
  // Told that HEIC will do, an iPhone would no longer make JPEG of it.
  if (typeof navigator === 'object' && !isIphone(navigator)) parts.accept += ',image/heic,image/heif,.heic,.heif';
}
