import { StudioError } from '../engine/core/errors.ts';
import type { Thread } from '../protocol/thread.ts';
import { aliveMessage, lockNameOf } from '../protocol/worker-life.ts';

let count = 0;

/**
 * Starts a Web Worker and notices its death. A worker that is killed (by the browser for its memory, say) raises no
 * event, but the browser lets go of the Web Lock that it holds for life, and this page is waiting for that lock.
 * @param deathCode what its death means to a person
 * @param start makes the worker with the name given, which names its lock
 */
export function startWebThread(
  deathCode: 'train/worker-died' | 'data/worker-died' | 'live/worker-died',
  start: (name: string) => Worker,
): Thread {
  const name = `${Date.now().toString(36)}-${(count++).toString(36)}-${Math.random().toString(36).slice(2)}`;
  const worker = start(name);
  let end: (error: StudioError) => void;
  const death = new Promise<StudioError>((resolve) => (end = resolve));
  const stopWaiting = new AbortController();
  const died = (detail: string): void => {
    worker.terminate();
    end(new StudioError(deathCode, { detail }, detail));
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    died(event.message || 'the worker could not be loaded');
  });
  worker.addEventListener('messageerror', () => died('a message could not be read'));
  worker.addEventListener('message', function onAlive(event: MessageEvent) {
    if (event.data !== aliveMessage) return;
    worker.removeEventListener('message', onAlive);
    navigator.locks
      .request(lockNameOf(name), { signal: stopWaiting.signal }, () => died('the browser ended the worker'))
      .catch(() => undefined);
  });
  return {
    endpoint: worker,
    death,
    terminate() {
      stopWaiting.abort();
      worker.terminate();
      end(new StudioError('train/stopped'));
    },
  };
}
