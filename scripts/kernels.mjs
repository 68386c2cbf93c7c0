/** `npm run kernels`: builds the WebAssembly kernels where their sources have changed. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureKernels } from './lib/kernels.mjs';

try {
  await ensureKernels(join(dirname(fileURLToPath(import.meta.url)), '..'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
