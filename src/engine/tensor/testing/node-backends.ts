import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { registerBackends } from '../../kernels/node.ts';
import { selectBackend } from '../backends/select.ts';

/** Where the package of tfjs-wasm keeps its binaries. */
export const wasmFolder = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

/** Puts one of Node's backends to use, for tests. */
export async function useBackend(name: 'wasm' | 'cpu'): Promise<void> {
  registerBackends({ wasm: wasmFolder });
  await selectBackend({ name, known: {} }, 'dnn');
}
