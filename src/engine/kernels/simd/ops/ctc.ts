import { mul, reshape, type Tensor1D } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { ctcStates } from '../../../tensor/ops/ctc-states.ts';
import { simd } from '../backend.ts';

/** Floats that lie around a row of states, and rows beside those of the frames: as in assembly/ctc. */
const AROUND = 8;
const MORE_ROWS = 4;

/** See {@link FusedOps.ctc}. */
export const ctc: FusedOps['ctc'] = (logits, targets) =>
  withGradient<Tensor1D>([logits], (save) => {
    const backend = simd();
    const { machine } = backend;
    const [batch = 0, frames = 0, columns = 0] = logits.shape;
    const { most, classes, counts, frames: valid } = ctcStates(targets, logits.shape);
    const [gradient, value] = [backend.create(logits.shape), backend.create([batch])];
    machine.heap.scope((room) => {
      const numbers = (values: Int32Array): number => {
        const address = room(4 * values.length);
        machine.wordsAt(address, values.length).set(values);
        return address;
      };
      const row = 4 * Math.ceil(most / 4) + AROUND;
      const longest = Math.max(0, ...valid);
      const own = (longest + MORE_ROWS) * row + 4 * Math.ceil(longest / 4);
      machine.run('ctc', batch, [
        ...[backend.addressOf(logits), numbers(classes), numbers(counts), numbers(valid)],
        ...[backend.addressOf(gradient), backend.addressOf(value), room(4 * batch * own)],
        ...[frames, columns, most, own, row],
      ]);
    });
    save([gradient]);
    return {
      value: value as Tensor1D,
      gradient: (dy, [unscaled]) => {
        if (!unscaled) throw new TypeError('nothing was saved');
        return [mul(unscaled, reshape(dy, [batch, 1, 1]))];
      },
    };
  });
