import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'oldest', include: ['*.run.ts'], fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 },
});
