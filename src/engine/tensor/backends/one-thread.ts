import { getBackend } from '@tensorflow/tfjs-core';
import { declaredBackends } from './registry.ts';

/** Does work on one thread of the backend in use, so that what is measured does not depend on how many there were. */
export async function onOneThread<T>(work: () => Promise<T>): Promise<T> {
  const definition = declaredBackends().find(({ id }) => id === getBackend());
  const threads = definition?.running?.()?.threads ?? 1;
  if (!definition || threads === 1) return work();
  await definition.register({ threads: 1 });
  try {
    return await work();
  } finally {
    await definition.register({ threads });
  }
}
