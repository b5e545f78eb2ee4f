import { configDefaults, defineConfig } from 'vitest/config';

const chaos = 'chaos/**/*.test.ts';
// What is waited for is given the time a busy machine needs.
const common = { isolate: false, testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        // Most of these tests wait (for a browser, for looks): three files at once keep two cores busy. Each starts
        // what it needs for itself; only modules are shared, which take a tenth of the time to load.
        test: {
          ...common,
          name: 'test',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, chaos],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      // Processes that are killed and frozen have a machine to themselves.
      { test: { ...common, name: 'chaos', include: [chaos], maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
