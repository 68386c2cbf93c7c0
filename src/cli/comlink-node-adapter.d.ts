/** comlink ships this file's types under a name that module resolution does not look for. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { Endpoint } from 'comlink';
  import type { MessagePort, Worker } from 'node:worker_threads';

  /** Makes a port or a worker of Node look like one of the browser. */
  export default function nodeEndpoint(port: MessagePort | Worker): Endpoint;
}
