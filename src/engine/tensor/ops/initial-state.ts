import { engine, type Tensor } from '@tensorflow/tfjs-core';

/**
 * A state that a layer goes on from is told, not learnt.
 * @throws RangeError unless there is one for each row and unit, and where a gradient is to be taken
 */
export function checkInitial(initial: Tensor | undefined, batch: number, units: number): void {
  if (!initial) return;
  if (initial.rank !== 2 || initial.shape[0] !== batch || initial.shape[1] !== units)
    throw new RangeError(`a state of ${initial.shape.join(' x ')} for ${batch} rows of ${units} units`);
  if (engine().state.gradientDepth > 0) throw new RangeError('a layer that goes on from a state has no gradient');
}
