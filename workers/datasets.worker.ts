import { expose } from 'comlink';
import { LocalDatasets } from '../src/engine/data/local-datasets.ts';
import { serveDatasets } from '../src/protocol/remote-datasets.ts';
import { holdLifeLock } from './hold-life-lock.ts';

declare const self: DedicatedWorkerGlobalScope;

expose(serveDatasets(new LocalDatasets()));
holdLifeLock(self);
