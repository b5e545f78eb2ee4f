/**
 * Decodes a HEIC by libheif, whose files the page lays beside this one. A classic worker: libheif's script is made for
 * that. Under a policy that forbids WebAssembly none is tried.
 */
import type { ColourSpace } from '../core/open/bmff.ts';
import type { Closed } from '../core/open/parts.ts';
import { allowsWasm } from './policy.ts';
import { toSrgb } from './to-srgb.ts';
import { answerWith } from './work.ts';

/** What libheif-js gives, as far as it is used; see its README. */
type Heif = {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] };
  heif_image_handle_is_primary_image(handle: unknown): number;
};
type HeifImage = {
  readonly handle: unknown;
  get_width(): number;
  get_height(): number;
  display(into: Pixels, done: (filled: Pixels | null) => void): void;
};
/** Four bytes a pixel: red, green, blue, alpha. */
export type Pixels = { readonly data: Uint8ClampedArray<ArrayBuffer>; readonly width: number; readonly height: number };

/** What is asked: a file, which of libheif's builds lies there, how many pixels it may come to, and its colours. */
export type HeicQuestion = {
  readonly file: Blob;
  readonly wasm: boolean;
  readonly maxPixels: number;
  readonly colour: ColourSpace | undefined;
};

type Scope = {
  importScripts(url: string): void;
  libheif?: (module?: { wasmBinary: ArrayBuffer }) => Heif;
};

answerWith(async ({ file, wasm, maxPixels, colour }: HeicQuestion) => {
  const library = await load(wasm);
  const images = new library.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()));
  const image = images.find(({ handle }) => library.heif_image_handle_is_primary_image(handle)) ?? images[0];
  if (!image) throw closed({ why: 'damaged' });
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > maxPixels) throw closed({ why: 'pixels', limit: maxPixels, actual: width * height });
  const data = new Uint8ClampedArray(width * height * 4);
  const filled = await new Promise<Pixels | null>((resolve) => image.display({ data, width, height }, resolve));
  if (!filled) throw closed({ why: 'damaged' });
  toSrgb(data, colour);
  return { value: { data, width, height } satisfies Pixels, transfer: [data.buffer] };
});

async function load(wasm: boolean): Promise<Heif> {
  if (wasm && (typeof WebAssembly !== 'object' || !(await allowsWasm(location.href)))) throw closed({ why: 'policy' });
  const scope = globalThis as unknown as Scope;
  try {
    scope.importScripts(beside('libheif.js'));
  } catch {
    throw closed({ why: 'absent' });
  }
  if (!scope.libheif) throw closed({ why: 'absent' });
  if (!wasm) return scope.libheif();
  const answer = await fetch(beside('libheif.wasm')).catch(() => undefined);
  if (!answer?.ok) throw closed({ why: 'absent' });
  try {
    return scope.libheif({ wasmBinary: await answer.arrayBuffer() });
  } catch {
    // Engines that do not know `wasm-unsafe-eval`, or go by the policy of the page.
    throw closed({ why: 'policy' });
  }
}

function beside(name: string): string {
  return new URL(name, location.href).href;
}

function closed(why: Closed): Closed {
  return why;
}
