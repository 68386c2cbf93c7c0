import type { FusedOps } from '../../../../tensor/ops/contract.ts';
import type { Cell } from './cell.ts';
import { recurrentOf } from './recurrent.ts';

/** Kept are r, z, n, and aside the hidden side's product of n. */
const cell: Cell = {
  name: 'GRU',
  gates: 3,
  carries: { forward: 0, backward: 1 },
  sidesDiffer: true,
  forward: ({ ofInput, ofHidden, keepGate, keepAside }) => `
      let r = sigmoid(${ofInput(0)} + ${ofHidden(0)});
      let z = sigmoid(${ofInput(1)} + ${ofHidden(1)});
      let q = ${ofHidden(2)};
      let n = squash(${ofInput(2)} + r * q);
      state = n + z * (before - n);
      ${keepGate(0, 'r')} ${keepGate(1, 'z')} ${keepGate(2, 'n')} ${keepAside('q')}`,
  backward: ({ gate, aside, carry, give }) => `
      let r = ${gate(0)};
      let z = ${gate(1)};
      let n = ${gate(2)};
      let ofN = total * (1.0 - z) * (1.0 - n * n);
      let ofR = ofN * ${aside()} * r * (1.0 - r);
      let ofZ = total * (before - n) * z * (1.0 - z);
      ${give(0, 'ofR')} ${give(1, 'ofZ')} ${give(2, 'ofN', 'ofN * r')}
      ${carry(0, 'total * z')}`,
};

/** See {@link FusedOps.gru}. */
export const gru: FusedOps['gru'] = recurrentOf(cell);
