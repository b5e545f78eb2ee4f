import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the demo's files lie, whether this runs from source or from `dist`. */
export type Folders = {
  /** What `vite build` made. */
  readonly site: string;
  /** The plain HTML page and its style sheet. */
  readonly partner: string;
  /** The built widget, for pages without a bundler. */
  readonly widget: string;
};

/** Finds the demo's files from this module's own place. */
export function findFolders(): Folders {
  let root = import.meta.dirname;
  while (!existsSync(join(root, 'package.json'))) root = dirname(root);
  return {
    site: join(root, 'dist/site'),
    partner: join(root, 'partner'),
    widget: dirname(fileURLToPath(import.meta.resolve('@scanfill/widget/styles.css'))),
  };
}
