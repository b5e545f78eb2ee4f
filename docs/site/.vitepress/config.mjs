import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { createExternalScripts } from '../external-scripts.mjs';
import { anchorOf } from '../markdown.mjs';
import { policy } from '../policy.mjs';

const base = process.env.DOCS_BASE ?? '/';
const sidebar = JSON.parse(readFileSync(new URL('../dist/pages/list.json', import.meta.url), 'utf8'));

export default defineConfig({
  ...createExternalScripts(base),
  base,
  title: 'Scanfill',
  description: 'A person photographs a certificate, the form fills itself.',
  lang: 'en',
  srcDir: 'dist/pages',
  outDir: 'dist/site',
  cacheDir: 'node_modules/.cache/vitepress',
  metaChunk: true,
  head: [
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: policy }],
    ['link', { rel: 'icon', href: `${base}icon.svg`, type: 'image/svg+xml' }],
  ],
  markdown: {
    anchor: { slugify: anchorOf },
    config: (markdown) => {
      // `SECURITY.md` is a file, not a host in Moldova.
      markdown.linkify.set({ fuzzyLink: false });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
  },
});
