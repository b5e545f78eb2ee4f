import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'demo',
    include: ['{server,green,reader,specimens,site}/**/*.test.ts'],
    // Left to itself it keeps one of two cores idle; nothing here changes what another file sees.
    maxWorkers: 2,
    isolate: false,
    // Models and pictures share two cores with everything else: what is waited for is given the time a busy machine
    // needs.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
