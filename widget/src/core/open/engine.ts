/** What this engine's own decoders can, found out by letting them decode. */

/** Two pixels beside each other, which a property lays on their side. */
const lyingAvif =
  'AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAPBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAARQAAAAaAAAAI2lpbmYAAAAAAAEAAAAVaW5mZQIAAAAAAQAAYXYwMQAAAAB0aXBycAAAAFVpcGNvAAAADGF2MUOBIAIAAAAAEHBpeGkAAAAAAwgICAAAABRpc3BlAAAAAAAAAAIAAAABAAAAFGlzcGUAAAAAAAAAAgAAAAEAAAAJaXJvdAEAAAAXaXBtYQAAAAAAAAABAAEEgQIDhQAAACJtZGF0EgAKBzgAJpAQ0GkyDR/yYoTgABYAAJA1jZA=';

/** A grey square in HEVC. */
const heic =
  'AAAAHGZ0eXBoZWljAAAAAGhlaWNtaWYxbWlhZgAAAVJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAAXYAAAARAAAAI2lpbmYAAAAAAAEAAAAVaW5mZQIAAAAAAQAAaHZjMQAAAADWaXBycAAAALhpcGNvAAAAeGh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACtCAQEDcAAAAwCQAAADAAADAB6gIIEFlupJKa5uBAQMCAAAAwAIAAADAAhAIgABAAdEAcFysCJAAAAAEHBpeGkAAAAAAwgICAAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAWaXBtYQAAAAAAAAABAAEDgQIDAAAAGW1kYXQAAAANKAGvBRj9AQ1JM1/CTg==';

/** Whether it turns an AVIF as the file says; WebKitGTK does not. */
export async function turnsByItself(): Promise<boolean> {
  return (await sizeOf(lyingAvif)) === '1x2';
}

/** Whether it decodes such files at all. */
export async function opens(format: 'avif' | 'heic'): Promise<boolean> {
  return (await sizeOf(format === 'avif' ? lyingAvif : heic)) !== undefined;
}

async function sizeOf(base64: string): Promise<string | undefined> {
  if (typeof createImageBitmap !== 'function') return undefined;
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const size = `${bitmap.width}x${bitmap.height}`;
    bitmap.close();
    return size;
  } catch {
    return undefined;
  }
}
