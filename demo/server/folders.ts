import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the demo's files lie, whether this runs from source or from `dist`. */
export type Folders = {
  /** What `vite build` made. */
  readonly site: string;
  /** The pages without a bundler and what they load. */
  readonly partner: string;
  /** The built widget, for pages without a bundler. */
  readonly widget: string;
  /** The decoders for HEIC and PDF, as their packages lay them. */
  readonly libheif: string;
  readonly pdfjs: string;
  /** The repository's documents. */
  readonly docs: string;
};

/** Finds the demo's files from this module's own place. */
export function findFolders(): Folders {
  let root = import.meta.dirname;
  while (!existsSync(join(root, 'package.json'))) root = dirname(root);
  const folderOf = (file: string): string => dirname(fileURLToPath(import.meta.resolve(file)));
  return {
    site: join(root, 'dist/site'),
    partner: join(root, 'partner'),
    widget: folderOf('@scanfill/widget/styles.css'),
    libheif: folderOf('libheif-js/libheif-wasm/libheif.wasm'),
    pdfjs: folderOf('pdfjs-dist/package.json'),
    docs: join(root, '../docs'),
  };
}
