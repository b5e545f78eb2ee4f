import { formats } from '@scanfill/proxy/contract';
import { partsHere } from './open/parts.ts';

/**
 * For a file input's `accept`. Named one by one: that makes iOS hand over a HEIC photo as JPEG, which `image/*` does
 * not. JPEG comes first: some apps take the first entry for the only one.
 */
export const acceptedTypes = Object.values(formats).join();

/**
 * The same where this script runs, with what this engine or the page's parts open besides. Apps with Android's WebView
 * grey photos out, or open a file manager without a camera, unless it is `image/*`, and so do Huawei, vivo and Xiaomi
 * where the camera is asked for.
 */
export function acceptedHere(): string {
  return /Android|HarmonyOS/.test(navigator.userAgent) ? 'image/*' : acceptedTypes + (partsHere()?.accept ?? '');
}
