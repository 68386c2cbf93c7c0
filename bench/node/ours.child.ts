import './provide-gpu.ts';
import { allowRelaxedSimd, startKernelThread } from '../../src/cli/kernel-thread.ts';
import { registerBackends } from '../../src/engine/kernels/node.ts';
import { webgpuBackend } from '../../src/engine/kernels/webgpu/index.ts';
import { declareBackends, declaredBackends } from '../../src/engine/tensor/backends/registry.ts';
import { ours } from '../contestants/ours/index.ts';
import { answerFromProcess } from './answer-process.ts';
import { processMemory } from './process-memory.ts';
import { wasmFolder } from './wasm-folder.ts';

allowRelaxedSimd();
registerBackends({ wasm: wasmFolder, startKernelThread });
// Last: what is not named takes the CPU, as in the terminal.
declareBackends([...declaredBackends(), webgpuBackend]);
answerFromProcess({ ...ours, extra: { ...ours.extra, processMemory: async () => processMemory() } });
