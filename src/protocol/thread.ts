import { wrap, type Endpoint } from 'comlink';
import type { StudioError } from '../engine/core/errors.ts';

/** Another thread, whichever kind: a Web Worker, a Node worker thread, or a port of this very thread. */
export interface Thread {
  readonly endpoint: Endpoint;
  /** Resolves when the thread has died, or was ended by `terminate`, with the reason; never rejects. */
  readonly death: Promise<StudioError>;
  terminate(): void;
}

/**
 * Calls into a thread. Comlink's own calls never settle when their thread dies; these reject.
 * @returns a caller: `call((api) => api.method(...))`
 */
export function callerOf<Api>(thread: Thread): <T>(work: (api: Api) => Promise<T>) => Promise<T> {
  // All methods of our interfaces give promises already: comlink's mapped type would only take their unions apart.
  const api = wrap<Api>(thread.endpoint) as Api;
  const death = thread.death.then((error) => {
    throw error;
  });
  // Nobody may be waiting when it dies.
  death.catch(() => undefined);
  return (work) => Promise.race([work(api), death]);
}
