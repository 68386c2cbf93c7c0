import { expose } from 'comlink';
import { GivingWay } from '../src/engine/core/right-of-way.ts';
import { selectBackend } from '../src/engine/tensor/backends/select.ts';
import { LocalTrainer } from '../src/engine/train/local-trainer.ts';
import { serveTrainer } from '../src/protocol/serve-trainer.ts';
import { declareBrowserBackends } from './declare-backends.ts';
import { holdLifeLock } from './hold-life-lock.ts';

declare const self: DedicatedWorkerGlobalScope;

const givingWay = new GivingWay();
declareBrowserBackends(self, () => givingWay.pass());
expose(serveTrainer(new LocalTrainer({ selectBackend }), givingWay));
holdLifeLock(self);
