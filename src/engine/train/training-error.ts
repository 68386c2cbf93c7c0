import { StudioError } from '../core/errors.ts';

/** In the words of V8, SpiderMonkey, JavaScriptCore, WebAssembly and tfjs. */
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
