import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

const binary = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm');

/** The folder of tfjs-wasm's binaries. */
export const wasmFolder = dirname(binary) + sep;
