import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'sandbox', include: ['*.run.ts'], fileParallelism: false, testTimeout: 240_000, hookTimeout: 300_000 },
});
