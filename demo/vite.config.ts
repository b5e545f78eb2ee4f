import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const site = resolve(import.meta.dirname, 'site');
const pages = ['index', 'cards', 'live', 'operator', '404'];

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
      input: {
        ...Object.fromEntries(pages.map((page) => [page, resolve(site, `${page}.html`)])),
        // The bar over pages without a bundler: under a name that they can have written down.
        bar: resolve(site, 'src/bar/demo-bar.ts'),
      },
      output: { entryFileNames: ({ name }) => (name === 'bar' ? 'bar.js' : 'assets/[name]-[hash].js') },
    },
  },
});
