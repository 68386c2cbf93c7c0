import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { simd } from '../backend.ts';
import { checkLengths } from '../../lengths.ts';

/** Floats of whole sequences that a chunk takes at least. */
const FLOATS_A_CHUNK = 32_768;

/** See {@link FusedOps.meanOverTime}. */
export const meanOverTime: FusedOps['meanOverTime'] = (x, lengths) =>
  withGradient([x], () => {
    const backend = simd();
    const [batch = 0, frames = 0, columns = 0] = x.shape;
    checkLengths(lengths, batch);
    const own = Math.max(1, Math.ceil(FLOATS_A_CHUNK / Math.max(1, frames * columns)));
    const run = (task: string, from: number, to: number): void =>
      backend.machine.heap.scope((room) => {
        const valid = lengths ? room(4 * batch) : 0;
        if (lengths) backend.machine.wordsAt(valid, batch).set(lengths);
        const chunks = Math.ceil(batch / own);
        backend.machine.run(task, chunks, [from, valid, to, batch, frames, columns, own]);
      });
    const value = backend.create([batch, columns]);
    run('meanOverTime', backend.addressOf(x), backend.addressOf(value));
    return {
      value,
      gradient: (dy) => {
        const dx = backend.create([batch, frames, columns]);
        run('meanOverTimeGradient', backend.addressOf(dy), backend.addressOf(dx));
        return [dx];
      },
    };
  });
