import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const site = resolve(import.meta.dirname, 'site');

/**
 * The demo's pages. The host backend (`server/`) serves what comes out; nothing is inlined, because its CSP allows no
 * inline script, style or data URL.
 */
export default defineConfig({
  root: site,
  publicDir: resolve(import.meta.dirname, 'public'),
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/site'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: ['index.html', 'cards.html', '404.html'].map((page) => resolve(site, page)),
    },
  },
});
