import { StudioError } from '../core/errors.ts';

/**
 * In the words of V8, SpiderMonkey, JavaScriptCore and tfjs; `memory access out of bounds` is how tfjs-wasm fails when
 * it has used its memory up. A trap of our own kernels comes with a code instead.
 */
const REFUSED_MEMORY =
  /out of memory|allocation failed|invalid (typed )?array length|memory access out of bounds|Requested texture size/i;

/** What a training threw, as a code: backends and engines tell of refused memory in plain errors. */
export function asTrainingError(thrown: unknown): StudioError {
  const error = StudioError.from(thrown);
  const isPlain = !(thrown instanceof StudioError);
  return isPlain && REFUSED_MEMORY.test(error.message)
    ? new StudioError('train/out-of-memory', { detail: error.message })
    : error;
}
