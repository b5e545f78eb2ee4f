import { defineConfig } from 'vitest/config';

// Most of these tests wait (for a browser, for looks, for leases): three files at once keep two cores busy. What they
// share is started by each file for itself; only modules are kept, which take a tenth of the time to load.
export default defineConfig({
  test: {
    name: 'test',
    include: ['**/*.test.ts'],
    maxWorkers: 3,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
