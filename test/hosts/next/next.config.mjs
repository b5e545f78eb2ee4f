import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export default {
  // Its stores and image hosts are loaded when they are needed, one of them with a binary of its own.
  serverExternalPackages: ['@scanfill/proxy'],
  turbopack: { root: dirname(here) },
  outputFileTracingRoot: dirname(here),
};
