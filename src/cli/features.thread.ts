import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { LocalFeatureMaker } from '../engine/experiment/local-feature-maker.ts';
import { serveFeatures } from '../protocol/remote-features.ts';

expose(serveFeatures(new LocalFeatureMaker()), nodeEndpoint(parentPort!));
