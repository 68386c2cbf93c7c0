import { backend } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { StudioError } from '../../core/errors.ts';

/** What is used of Emscripten's module. */
interface Heap {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** A 32-bit heap has no more. */
const MAX_BYTES = 2 ** 32;

const guarded = new WeakSet<Heap>();

/**
 * Makes refused memory an error: the heap answers a null pointer, which stock tfjs then takes for an address and
 * overwrites what lies at the bottom of the heap. Works on the backend in use.
 */
export function guardMemory(): void {
  const heap = (backend() as BackendWasm).wasm as unknown as Heap;
  if (guarded.has(heap)) return;
  guarded.add(heap);
  // Emscripten's stub puts the real function in its own place at its first call.
  heap._free(heap._malloc(1));
  const allocate = heap._malloc;
  heap._malloc = (bytes) => {
    const address = bytes < MAX_BYTES ? allocate(bytes) : 0;
    if (address === 0 && bytes > 0) throw new StudioError('train/out-of-memory', { bytes });
    return address;
  };
}
