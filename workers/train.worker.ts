import { expose } from 'comlink';
import { selectBackend } from '../src/engine/tensor/backends/select.ts';
import { LocalTrainer } from '../src/engine/train/local-trainer.ts';
import { serveTrainer } from '../src/protocol/serve-trainer.ts';
import { declareBrowserBackends } from './declare-backends.ts';
import { holdLifeLock } from './hold-life-lock.ts';

declare const self: DedicatedWorkerGlobalScope;

declareBrowserBackends(self);
expose(serveTrainer(new LocalTrainer({ selectBackend })));
holdLifeLock(self);
