import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiOf } from '../release/api.mjs';
import { build, checkNode, install, root } from './workspace.mjs';

/** `pnpm api`: writes what the packages promise, as the built declarations have it, into `docs/api`. */

checkNode();
await install();
await build();
for (const name of ['proxy', 'widget']) await writeFile(join(root, `docs/api/${name}.md`), apiOf(name));
