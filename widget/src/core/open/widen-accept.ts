import { isAndroid, isIphone } from './device.ts';
import { partsToExtend } from './parts.ts';

/**
 * Lets file inputs take what this engine turns out to decode. Not on phones: an iPhone hands over JPEG for as long as
 * it is not told that anything else will do, and Android is asked for any picture already.
 */
export async function widenAccept(): Promise<void> {
  if (isIphone(navigator) || isAndroid(navigator)) return;
  const { opens } = await import('./engine.ts');
  for (const [format, types] of [
    ['avif', ',image/avif'],
    ['heic', ',image/heic,image/heif,.heic,.heif'],
  ] as const) {
    const parts = partsToExtend();
    if (!parts.accept.includes(types) && (await opens(format))) parts.accept += types;
  }
}
