/** For a script tag: HEIC, its files in the folder `heic` beside this one. */
import { acceptHeic } from './heic.ts';

const { url } = import.meta;
// The way of a tag to say `wasm: false`.
acceptHeic({ files: new URL('heic/', url).href, wasm: !new URL(url).searchParams.has('plain') });
