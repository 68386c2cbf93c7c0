import { Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { StudioError } from '../engine/core/errors.ts';
import type { Thread } from '../protocol/thread.ts';

/** Starts a Node worker thread from a TypeScript file. */
export function startNodeThread(file: URL): Thread {
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData: { file: file.href } });
  let end: (error: StudioError) => void;
  const death = new Promise<StudioError>((resolve) => (end = resolve));
  const died = (detail: string): void => end(new StudioError('train/worker-died', { detail }, detail));
  worker.on('error', (error) => died(error.message));
  worker.on('exit', (code) => died(`exit code ${code}`));
  return {
    endpoint: nodeEndpoint(worker),
    death,
    terminate() {
      end(new StudioError('train/stopped'));
      void worker.terminate();
    },
  };
}
