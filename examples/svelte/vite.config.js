import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/scanfill': 'http://localhost:5180', '/session': 'http://localhost:5180' } },
});
