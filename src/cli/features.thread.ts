import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { samplesBy } from '../engine/data/samples/sample-reader.ts';
import { LocalFeatureMaker } from '../engine/experiment/local-feature-maker.ts';
import { serveFeatures } from '../protocol/remote-features.ts';
import { tempSamples } from './temp-samples.ts';

expose(serveFeatures(new LocalFeatureMaker(samplesBy(tempSamples))), nodeEndpoint(parentPort!));
