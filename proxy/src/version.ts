import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The package's own version: its manifest stands a folder up from the sources as from what is built of them. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
