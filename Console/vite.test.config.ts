import { defineConfig } from 'vite';

// The tests of what needs no browser, as one file for `node --test`.
export default defineConfig({
  logLevel: 'warn',
  build: { ssr: 'tests/all.ts', outDir: 'artifacts', emptyOutDir: true, rollupOptions: { output: { entryFileNames: 'tests.js' } } },
});
