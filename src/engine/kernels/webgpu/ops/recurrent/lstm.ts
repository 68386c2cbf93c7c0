import type { FusedOps } from '../../../../tensor/ops/contract.ts';
import type { Cell } from './cell.ts';
import { recurrentOf } from './recurrent.ts';

/** Kept are i, f, g, o, and aside the cell before. */
const cell: Cell = {
  name: 'LSTM',
  gates: 4,
  carries: { forward: 1, backward: 2 },
  sidesDiffer: false,
  forward: ({ ofInput, ofHidden, carried, carry, keepGate, keepAside }) => `
      let i = sigmoid(${ofInput(0)} + ${ofHidden(0)});
      let f = sigmoid(${ofInput(1)} + ${ofHidden(1)});
      let g = squash(${ofInput(2)} + ${ofHidden(2)});
      let o = sigmoid(${ofInput(3)} + ${ofHidden(3)});
      let cell = ${carried(0)};
      let next = f * cell + i * g;
      state = o * squash(next);
      ${carry(0, 'next')}
      ${keepGate(0, 'i')} ${keepGate(1, 'f')} ${keepGate(2, 'g')} ${keepGate(3, 'o')} ${keepAside('cell')}`,
  backward: ({ gate, aside, carried, carry, give }) => `
      let i = ${gate(0)};
      let f = ${gate(1)};
      let g = ${gate(2)};
      let o = ${gate(3)};
      let cell = ${aside()};
      let squashed = squash(f * cell + i * g);
      let ofCell = ${carried(1)} + total * o * (1.0 - squashed * squashed);
      ${give(0, 'ofCell * g * i * (1.0 - i)')}
      ${give(1, 'ofCell * cell * f * (1.0 - f)')}
      ${give(2, 'ofCell * i * (1.0 - g * g)')}
      ${give(3, 'total * squashed * o * (1.0 - o)')}
      ${carry(0, 'vec4f()')}
      ${carry(1, 'ofCell * f')}`,
};

/** See {@link FusedOps.lstm}. */
export const lstm: FusedOps['lstm'] = recurrentOf(cell);
