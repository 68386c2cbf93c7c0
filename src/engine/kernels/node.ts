// Registers the gradients of tfjs's stock kernels, which its core leaves out; Node cannot load that part alone.
import '@tensorflow/tfjs';
import { declareBackends } from '../tensor/backends/registry.ts';
import { cpuBackend } from './cpu/index.ts';
import { simdBackend } from './simd/index.ts';
import type { StartKernelThread } from './simd/threads.ts';
import { wasmBackend, type WasmPaths } from './wasm/index.ts';

/** Backends of a terminal: `simd` is the fixed default. Call once, before `selectBackend`. */
export function registerBackends(parts: {
  readonly wasm: WasmPaths;
  readonly startKernelThread: StartKernelThread | null;
}): void {
  declareBackends([simdBackend(parts.startKernelThread), wasmBackend(parts.wasm), cpuBackend]);
}
