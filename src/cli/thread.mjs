// A Node worker thread does not inherit the TypeScript loader: this starts it, then the file that was asked for.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.file);
