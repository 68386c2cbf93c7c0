// Registers the gradients of tfjs's stock kernels, which its core leaves out.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { declareBackends } from '../tensor/backends/registry.ts';
import { cpuBackend } from './cpu/index.ts';
import { simdBackend } from './simd/index.ts';
import type { StartKernelThread } from './simd/threads.ts';
import { wasmBackend, type WasmPaths } from './wasm/index.ts';
import { webglBackend } from './webgl/index.ts';
import { webgpuBackend } from './webgpu/index.ts';

/** Backends of a page's worker, the most wanted first. Call once, before `selectBackend`. */
export function registerBackends(parts: {
  readonly wasm: WasmPaths;
  readonly startKernelThread: StartKernelThread | null;
  /** Called before every task of `simd`; may hold it up. */
  readonly betweenTasks?: () => void;
  /** Of our code; see {@link declareBackends}. */
  readonly version?: string;
}): void {
  declareBackends(
    [
      webgpuBackend,
      webglBackend,
      simdBackend(parts.startKernelThread, parts.betweenTasks),
      wasmBackend(parts.wasm),
      cpuBackend,
    ],
    parts.version,
  );
}
