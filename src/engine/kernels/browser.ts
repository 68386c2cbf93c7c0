// Registers the gradients of tfjs's stock kernels, which its core leaves out.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { declareBackends } from '../tensor/backends/registry.ts';
import { cpuBackend } from './cpu/index.ts';
import { wasmBackend, type WasmPaths } from './wasm/index.ts';
import { webglBackend } from './webgl/index.ts';
import { webgpuBackend } from './webgpu/index.ts';

/** Backends of a page's worker, the most wanted first. Call once, before `selectBackend`. */
export function registerBackends(paths: { readonly wasm: WasmPaths }): void {
  declareBackends([webgpuBackend, webglBackend, wasmBackend(paths.wasm), cpuBackend]);
}
