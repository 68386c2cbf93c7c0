import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Optional: without it the benchmark runs and says "not installed". */
const jaxIsThere = ((): boolean => {
  try {
    createRequire(import.meta.url).resolve('@jax-js/jax');
    return true;
  } catch {
    return false;
  }
})();

/** Builds the page in which contestants run; no part of the product's build. */
export default defineConfig({
  root: join(import.meta.dirname, 'page'),
  publicDir: false,
  worker: { format: 'es', rolldownOptions: { external: jaxIsThere ? [] : ['@jax-js/jax'] } },
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, '../.cache/bench-page'),
    emptyOutDir: true,
    // Stock tfjs hands the text of a function to its threads, which renamed variables break.
    minify: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
  },
});
