import { transfer } from 'comlink';
import { StudioError, type ErrorReport } from '../engine/core/errors.ts';
import { buffersIn } from './transferables.ts';

/** How a call ended on the other thread: an error crosses as code and parameters, which a thrown Error would lose. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorReport };

export async function settle<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: StudioError.from(thrown).toReport() };
  }
}

/** As {@link settle}; buffers of the outcome are handed over: this side does not use them again. */
export async function handOver<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  const outcome = await settle(work);
  return transfer(outcome, buffersIn(outcome));
}

/** @throws StudioError as it was thrown there */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, params } = outcome.error;
  throw new StudioError(code, params);
}

/** An outcome with the number of events sent before it: they travel by another port, and may come later. */
export interface Answer<T> {
  readonly outcome: Outcome<T>;
  readonly eventsBefore: number;
}
