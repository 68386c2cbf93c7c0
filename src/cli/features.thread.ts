import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { LocalFeatures } from '../engine/experiment/local-features.ts';
import { serveFeatures } from '../protocol/remote-features.ts';

expose(serveFeatures(new LocalFeatures()), nodeEndpoint(parentPort!));
