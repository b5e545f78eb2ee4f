import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../release/pack.mjs';
import { ensureNeeds, findChromium } from './needs.mjs';
import { build, checkNode, install, pnpm } from './workspace.mjs';

/**
 * `pnpm test:sandbox`: packs the sandbox, installs the tarball with npm in an empty folder with an empty home, and has
 * a form filled with it, as `npx @scanfill/sandbox` would.
 */

checkNode();
await install();
await ensureNeeds(['forms']);
await build();
if ((await pnpm(['--filter', '@scanfill/sandbox', 'run', 'build'])) !== 0) process.exit(1);
const out = await mkdtemp(join(tmpdir(), 'scanfill-sandbox-'));
try {
  const place = { out, repository: 'https://repository.example/scanfill' };
  const [SANDBOX_TARBALL, WIDGET_TARBALL] = [await pack('sandbox', place), await pack('widget', place)];
  const env = { ...process.env, CHROMIUM: findChromium(), SANDBOX_TARBALL, WIDGET_TARBALL };
  process.exitCode = await pnpm(['--filter', '@scanfill/test', 'exec', 'vitest', 'run', '--root', 'sandbox'], { env });
} finally {
  await rm(out, { recursive: true, force: true });
}
