import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'proxy',
    include: ['src/**/*.test.ts'],
    // Many of these tests wait: three files at once keep two cores busy.
    maxWorkers: 3,
    // What is waited for is given the time a busy machine needs.
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    typecheck: { enabled: true, include: ['src/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
});
