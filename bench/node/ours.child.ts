import { allowRelaxedSimd, startKernelThread } from '../../src/cli/kernel-thread.ts';
import { registerBackends } from '../../src/engine/kernels/node.ts';
import { ours } from '../contestants/ours/index.ts';
import { answerFromProcess } from './answer-process.ts';
import { processMemory } from './process-memory.ts';
import { wasmFolder } from './wasm-folder.ts';

allowRelaxedSimd();
registerBackends({ wasm: wasmFolder, startKernelThread });
answerFromProcess({ ...ours, extra: { ...ours.extra, processMemory: async () => processMemory() } });
