import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'demo', include: ['{server,green,specimens,site}/**/*.test.ts'] },
});
