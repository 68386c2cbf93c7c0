import { expose } from 'comlink';
import { checkGpus } from '../src/engine/tensor/backends/check-gpus.ts';
import { serveGpuCheck } from '../src/protocol/remote-gpu-check.ts';
import { declareBrowserBackends } from './declare-backends.ts';
import { holdLifeLock } from './hold-life-lock.ts';

declare const self: DedicatedWorkerGlobalScope;

declareBrowserBackends(self);
expose(serveGpuCheck(checkGpus));
holdLifeLock(self);
