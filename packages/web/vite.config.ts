import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { gzipAssets } from './gzip-assets.ts';

const api = process.env['TIDEMARK_API'] ?? 'http://127.0.0.1:3000';

// oxlint-disable-next-line import/no-default-export -- Vite reads its configuration from the default export.
export default defineConfig({
  plugins: [react(), tailwindcss(), gzipAssets()],
  build: {
    target: 'es2022',
    // Fonts and icons stay files: the content security policy allows no data: URL for them.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/api': { target: api, changeOrigin: false } },
  },
});
