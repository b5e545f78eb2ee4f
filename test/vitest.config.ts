import { defineConfig } from 'vitest/config';

// Most of these tests wait (for a browser, for looks, for leases): three files at once keep two cores busy.
export default defineConfig({
  test: { name: 'test', include: ['**/*.test.ts'], maxWorkers: 3, testTimeout: 60_000, hookTimeout: 120_000 },
});
