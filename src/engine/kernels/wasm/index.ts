import { env } from '@tensorflow/tfjs-core';
import { cpuProbe, type BackendDefinition } from '../../tensor/backends/registry.ts';
import { composeOps } from '../../tensor/ops/compose.ts';
import { registerOps } from '../../tensor/ops/registry.ts';
import { guardMemory } from './memory-guard.ts';
import { wasmPrimitives } from './primitives.ts';

/** Where tfjs's binaries lie: addresses of both, or a folder that ends with a slash. */
export type WasmPaths = string | Readonly<Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm', string>>;

/**
 * tfjs-wasm on one thread: the same bits on any number of cores, no workers from blobs, and the cores stay free for the
 * other trainings.
 */
export function wasmBackend(paths: WasmPaths): BackendDefinition {
  return {
    id: 'wasm',
    fallback: true,
    probe: () => Promise.resolve(cpuProbe),
    async register() {
      const [{ setWasmPaths }, { replaceSlice }] = await Promise.all([
        import('@tensorflow/tfjs-backend-wasm'),
        import('./slice.ts'),
      ]);
      replaceSlice();
      env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      // tfjs asks for an address of its build with threads too, which is never loaded.
      const threaded = (simd: string) => ({ 'tfjs-backend-wasm-threaded-simd.wasm': simd });
      setWasmPaths(typeof paths === 'string' ? paths : { ...paths, ...threaded(paths['tfjs-backend-wasm-simd.wasm']) });
      registerOps('wasm', composeOps(wasmPrimitives));
    },
    started: guardMemory,
  };
}
