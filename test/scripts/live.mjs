import { build, checkNode, install, pnpm } from './workspace.mjs';

/**
 * `pnpm test:live`: looks at the real Green, with a real key. Bills 16 images at most; `pnpm test:live --free` bills
 * none.
 */

const free = process.argv.includes('--free');
const missing = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'].filter((name) => !process.env[name]);

if (missing.length > 0) {
  console.log(`
################################################################
  SKIPPED: nothing was checked against the real Green.
  It needs ${missing.join(' and ')}
  of an account with card OCR in cn-shanghai or cn-beijing.
################################################################
`);
} else {
  checkNode();
  await install();
  await build();
  console.log(free ? '\nFree queries only.' : '\nThis submits 16 images, which Green bills.');
  const env = { ...process.env, LIVE_FREE: free ? '1' : '' };
  process.exitCode = await pnpm(['--filter', '@scanfill/test', 'exec', 'vitest', 'run', '--root', 'live'], { env });
}
