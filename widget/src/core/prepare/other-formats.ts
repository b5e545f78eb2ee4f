import type { ImageFormat } from '@scanfill/proxy/contract';
import type { Life } from '../base/life.ts';
import { bmpSource } from './formats/bmp.ts';
import { pngSource } from './formats/png.ts';
import { webpSource } from './formats/webp.ts';
import type { Source } from './source.ts';

/** Takes a picture apart that is no JPEG. `sendable`: whether it may be sent as it is, where that will do. */
export async function takeApart(
  bytes: Uint8Array<ArrayBuffer>,
  format: Exclude<ImageFormat, 'jpeg'>,
  sendable: boolean,
  life: Life,
): Promise<Source> {
  switch (format) {
    case 'png':
      return await pngSource(bytes, sendable, life);
    case 'webp':
      return webpSource(bytes);
    case 'bmp':
      return bmpSource(bytes);
    case 'gif':
      return { decodable: [bytes], isOpaque: false };
  }
}
