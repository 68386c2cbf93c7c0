/// <reference types="vitest/config" />
import { randomBytes } from 'node:crypto';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { ensureKernels } from './scripts/lib/kernels.mjs';
import { offlinePlugin } from './scripts/lib/offline.mjs';
import { DEFAULT_PORT } from './scripts/lib/port.mjs';
import { contentSecurityPolicy, isolationHeaders, NONCE_PLACEHOLDER } from './scripts/lib/security-headers.mjs';

const pageChunks = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: 'charts', test: /node_modules[\\/](recharts|d3-[a-z]+|victory-vendor|immer|reselect)[\\/]/ },
];

/** Libraries under the LGPL stay files of their own, so that a person can put another version in their place. */
const ownFiles = [
  { name: 'codec-parser', test: /node_modules[\\/]codec-parser[\\/]/ },
  { name: 'mpg123-decoder', test: /node_modules[\\/]mpg123-decoder[\\/]/ },
];

/** Four megabytes in each worker that decodes, for an option of the Opus decoder that nothing here asks for. */
const neverLoaded = ['@wasm-audio-decoders/opus-ml'];

const testFolders = '{src,workers,scripts,bench}/**';

export default defineConfig(async ({ command, isPreview, mode }): Promise<UserConfig> => {
  await ensureKernels(import.meta.dirname);
  const developing = command === 'serve' && isPreview !== true;
  const nonce = developing ? randomBytes(16).toString('base64') : NONCE_PLACEHOLDER;
  // Hot reload needs an inline script and a socket; the built page has neither.
  const extra = developing ? { script: [`'nonce-${nonce}'`], connect: ['ws:'] } : {};
  const headers = { ...isolationHeaders, 'Content-Security-Policy': contentSecurityPolicy(nonce, extra) };
  return {
    plugins: [react(), offlinePlugin(import.meta.dirname)],
    html: { cspNonce: nonce },
    server: { port: DEFAULT_PORT, strictPort: true, host: '127.0.0.1', headers },
    preview: { port: DEFAULT_PORT, strictPort: true, host: '127.0.0.1', headers },
    worker: {
      format: 'es',
      rolldownOptions: { external: neverLoaded, output: { codeSplitting: { groups: ownFiles } } },
    },
    test: {
      environment: 'node',
      // `vitest --mode long`: thousands of steps, tens of thousands of clips; never part of `npm test`.
      include: [mode === 'long' ? `${testFolders}/*.long.test.ts` : `${testFolders}/*.test.ts`],
      exclude: ['node_modules/**', ...(mode === 'long' ? [] : ['**/*.long.test.ts'])],
      // By itself it would leave one core idle.
      maxWorkers: '100%',
      setupFiles: ['src/testing/property-seed.ts'],
      // Generous, as a busy machine is slow: what hangs is found all the same.
      testTimeout: mode === 'long' ? 3_600_000 : 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 30_000 } },
    },
    build: {
      target: 'es2022',
      // The policy forbids data: scripts and fonts, and a worklet must be a file of its own.
      assetsInlineLimit: 0,
      // tfjs is one big chunk by nature; it is loaded only when a run starts.
      chunkSizeWarningLimit: 2048,
      rolldownOptions: { output: { codeSplitting: { groups: [...pageChunks, ...ownFiles] } } },
    },
  };
});
