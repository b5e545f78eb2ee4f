/** What this engine's own decoders can, found out by letting them decode. */

/** Two pixels beside each other, which a property lays on their side. */
const lyingAvif =
  'AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAN9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAAQMAAAAaAAAAI2lpbmYAAAAAAAEAAAAVaW5mZQIAAAAAAQAAYXYwMQAAAABjaXBycAAAAEVpcGNvAAAADGF2MUOBIAIAAAAAFGlzcGUAAAAAAAAAAgAAAAEAAAAUaXNwZQAAAAAAAAACAAAAAQAAAAlpcm90AQAAABZpcG1hAAAAAAAAAAEAAQOBAoQAAAAibWRhdBIACgc4ACaQENBpMg0f8mKE4AAWAACQNY2Q';

/** A grey square in HEVC. */
const heic =
  'AAAAHGZ0eXBoZWljAAAAAGhlaWNtaWYxbWlhZgAAAUFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAAWUAAAARAAAAI2lpbmYAAAAAAAEAAAAVaW5mZQIAAAAAAQAAaHZjMQAAAADFaXBycAAAAKhpcGNvAAAAeGh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACtCAQEDcAAAAwCQAAADAAADAB6gIIEFlupJKa5uBAQMCAAAAwAIAAADAAhAIgABAAdEAcFysCJAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAQAAAABVpcG1hAAAAAAAAAAEAAQKBAgAAABltZGF0AAAADSgBrwUY/QENSTNfwk4=';

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
