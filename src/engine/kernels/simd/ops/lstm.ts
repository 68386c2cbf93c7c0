import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { recurrentOf } from './recurrent.ts';

const gates = [0, 1, 2, 3];

/** See {@link FusedOps.lstm}. Kept are the gates, the cell before, and the tanh of the cell after. */
export const lstm: FusedOps['lstm'] = recurrentOf({
  forward: 'lstmForward',
  backward: 'lstmBackward',
  gates: 4,
  slots: 6,
  biases: gates.map((gate) => ({ gate, side: 'both' })),
  gradients: { input: gates, hidden: gates },
});
