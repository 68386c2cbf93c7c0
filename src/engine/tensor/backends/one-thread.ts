import { getBackend } from '@tensorflow/tfjs-core';
import { declaredBackends } from './registry.ts';

/** Does work on one thread of the backend in use, so that what is measured does not depend on how many there are. */
export async function onOneThread<T>(work: () => Promise<T>): Promise<T> {
  const definition = declaredBackends().find(({ id }) => id === getBackend());
  return definition?.alone ? definition.alone(work) : work();
}
