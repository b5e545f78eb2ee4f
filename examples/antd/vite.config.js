import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/scanfill': 'http://localhost:5180', '/session': 'http://localhost:5180' } },
});
