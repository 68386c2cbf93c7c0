import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { serveTrainer } from '../protocol/serve-trainer.ts';
import { nodeTrainer } from './node-trainer.ts';

expose(serveTrainer(nodeTrainer()), nodeEndpoint(parentPort!));
