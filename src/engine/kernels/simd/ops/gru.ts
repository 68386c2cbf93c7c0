import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { recurrentOf } from './recurrent.ts';

/** See {@link FusedOps.gru}. Products r, z, hidden side of n, input side of n; gradients n, r, z, hidden side of n. */
export const gru: FusedOps['gru'] = recurrentOf({
  forward: 'gruForward',
  backward: 'gruBackward',
  gates: 3,
  slots: 4,
  biases: [
    { gate: 0, side: 'both' },
    { gate: 1, side: 'both' },
    { gate: 2, side: 'hidden' },
    { gate: 2, side: 'input' },
  ],
  gradients: { input: [1, 2, 0], hidden: [1, 2, 3] },
});
