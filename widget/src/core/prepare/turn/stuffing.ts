/** Whether no byte of a word is 0xFF: behind those a scan has a zero stuffed. */
export function isPlain(word: number): boolean {
  return ((~word - 0x01010101) & word & 0x80808080) === 0;
}

/**
 * A scan's bits without stuffed zeros and without restart markers, whose places are given; and `more` zeros behind. It
 * ends where there are more than `mostRestarts`.
 */
export function unstuffed(
  scan: Uint8Array,
  more: number,
  mostRestarts: number,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly length: number; readonly restarts: readonly number[] } {
  const bytes = new Uint8Array(scan.length + more);
  const source = new DataView(scan.buffer, scan.byteOffset, scan.length);
  const target = new DataView(bytes.buffer);
  const restarts: number[] = [];
  let length = 0;
  for (let at = 0; at < scan.length; ) {
    const word = at + 4 > scan.length ? -1 : source.getInt32(at);
    if (isPlain(word)) {
      target.setInt32(length, word);
      length += 4;
      at += 4;
      continue;
    }
    const byte = scan[at++] ?? 0;
    const next = byte < 0xff ? 0 : (scan[at] ?? 0xff);
    if (next === 0) bytes[length++] = byte;
    else if (next >= 0xd0 && next <= 0xd7 && restarts.push(length) > mostRestarts) break;
    // Behind a fill byte another 0xFF begins the marker.
    if (byte === 0xff && next < 0xff) at++;
  }
  return { bytes, length, restarts };
}
