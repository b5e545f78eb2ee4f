import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'proxy',
    include: ['src/**/*.test.ts'],
    // Left to itself it keeps one of two cores idle.
    maxWorkers: 2,
    // What is waited for is given the time a busy machine needs.
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    typecheck: { enabled: true, include: ['src/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
});
