import { expose } from 'comlink';
import { LocalFeatureMaker } from '../src/engine/experiment/local-feature-maker.ts';
import { serveFeatures } from '../src/protocol/remote-features.ts';
import { holdLifeLock } from './hold-life-lock.ts';

declare const self: DedicatedWorkerGlobalScope;

expose(serveFeatures(new LocalFeatureMaker()));
holdLifeLock(self);
