import { expose } from 'comlink';
import { LocalFeatures } from '../src/engine/experiment/local-features.ts';
import { serveFeatures } from '../src/protocol/remote-features.ts';
import { holdLifeLock } from './hold-life-lock.ts';

declare const self: DedicatedWorkerGlobalScope;

expose(serveFeatures(new LocalFeatures()));
holdLifeLock(self);
