/**
 * What the build puts in another's place, and that it fits there. Never run: the build reads the pairs, a line each;
 * the compiler checks them.
 */
export async function swaps(): Promise<void> {
  (await import('./wasm-runtime.ts')) satisfies typeof import('@scanfill/demo/reader/sight/runtime');
}
