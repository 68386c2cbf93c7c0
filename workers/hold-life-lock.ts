import { aliveMessage, lockNameOf } from '../src/protocol/worker-life.ts';

/** Takes the lock named after this worker and never lets go: the browser does, when the worker ends in whatever way. */
export function holdLifeLock(scope: DedicatedWorkerGlobalScope): void {
  void scope.navigator.locks.request(lockNameOf(scope.name), () => {
    scope.postMessage(aliveMessage);
    return new Promise<never>(() => undefined);
  });
}
