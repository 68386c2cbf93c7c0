// Registers the gradients of tfjs's stock kernels, which its core leaves out; Node cannot load that part alone.
import '@tensorflow/tfjs';
import { declareBackends } from '../tensor/backends/registry.ts';
import { cpuBackend } from './cpu/index.ts';
import { wasmBackend, type WasmPaths } from './wasm/index.ts';

/** Backends of a terminal: `wasm` is the fixed default. Call once, before `selectBackend`. */
export function registerBackends(paths: { readonly wasm: WasmPaths }): void {
  declareBackends([wasmBackend(paths.wasm), cpuBackend]);
}
