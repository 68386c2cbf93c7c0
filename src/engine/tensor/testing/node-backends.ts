import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { registerBackends } from '../../kernels/node.ts';
import { selectBackend } from '../backends/select.ts';

/** Puts one of Node's backends to use, for tests. */
export async function useBackend(name: 'wasm' | 'cpu'): Promise<void> {
  const binaries = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  registerBackends({ wasm: `${binaries}/` });
  await selectBackend({ name, known: {} }, 'dnn');
}
