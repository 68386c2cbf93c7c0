import { expose } from 'comlink';
import { LocalFeatureMaker } from '../src/engine/experiment/local-feature-maker.ts';
import { samplesBy } from '../src/engine/data/samples/sample-reader.ts';
import { serveFeatures } from '../src/protocol/remote-features.ts';
import { holdLifeLock } from './hold-life-lock.ts';
import { opfsFeatures } from './opfs-features.ts';
import { opfsSamples } from './opfs-samples.ts';

declare const self: DedicatedWorkerGlobalScope;

expose(serveFeatures(new LocalFeatureMaker(samplesBy(opfsSamples), opfsFeatures)));
holdLifeLock(self);
