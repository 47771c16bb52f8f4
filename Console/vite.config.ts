import { defineConfig } from 'vite';

// The service finds a file that is named after its content by the folder `assets`, and lets browsers keep it for good.
export default defineConfig({
  base: '/console/',
  build: {
    outDir: '../Silo/wwwroot/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:5080', '/console/session': 'http://127.0.0.1:5080' } },
});
