/**
 * The cell of an LSTM, eight units of some rows at a time. Of each frame six things are kept a unit: i, f, g, o, the cell
 * before, and the tanh of the cell after; before the cell has run, the products of the first four.
 */
import { gateSigmoid4, gateTanh4 } from './gates';
import { madd, nmadd } from '../relaxed';
import { passGradient8, storeUnits } from './rows';

/**
 * From products to the next state; as in gru.ts, and
 * @param cell `ofCell` bytes a row; becomes the one after
 */
export function lstmForward8(
  kept: usize, ofKept: usize, here: usize, there: usize, ofState: usize, y: usize, ofY: usize,
  rows: i32, active: i32, valid: i32, cell: usize, ofCell: usize,
): void {
  // All that waits for nothing first: a processor can do several at once.
  let gates = kept;
  for (let row = 0; row < rows; row++, gates += ofKept) {
    for (let at: usize = 0; at < 32; at += 16) {
      v128.store(gates + at, gateSigmoid4(v128.load(gates + at)));
      v128.store(gates + at, gateSigmoid4(v128.load(gates + at, 32)), 32);
      v128.store(gates + at, gateTanh4(v128.load(gates + at, 64)), 64);
      v128.store(gates + at, gateSigmoid4(v128.load(gates + at, 96)), 96);
    }
  }
  for (let row = 0; row < rows; row++) {
    let left = v128.load(here), right = v128.load(here, 16);
    if ((active >> row) & 1) {
      left = stateOf(kept, cell);
      right = stateOf(kept + 16, cell + 16);
    }
    v128.store(there, left);
    v128.store(there, right, 16);
    storeUnits(y, left, right, valid);
    kept += ofKept; here += ofState; there += ofState; y += ofY; cell += ofCell;
  }
}

// @ts-ignore: decorator
@inline
function stateOf(kept: usize, cell: usize): v128 {
  const before = v128.load(cell);
  const after = madd(v128.load(kept, 32), before, f32x4.mul(v128.load(kept), v128.load(kept, 64)));
  const squashed = gateTanh4(after);
  v128.store(kept, before, 128);
  v128.store(kept, squashed, 160);
  v128.store(cell, after);
  return f32x4.mul(v128.load(kept, 96), squashed);
}

/**
 * From the gradient of the state to those of the products, in the order i, f, g, o; as in gru.ts, and
 * @param cell gradient of the cell, from the frame after; becomes that for the frame before; rows as those of `carried`
 */
export function lstmBackward8(
  kept: usize, ofKept: usize, before: usize, ofBefore: usize, dy: usize, ofDy: usize, carried: usize, ofCarried: usize,
  gates: usize, ofGates: usize, states: usize, rows: i32, active: i32, cell: usize,
): void {
  for (let row = 0; row < rows; row++) {
    if ((active >> row) & 1) {
      gradientsOf(kept, before, dy, carried, ofCarried, gates, states, cell);
      gradientsOf(kept + 16, before + 16, dy + 16, carried + 16, ofCarried, gates + 16, states + 16, cell + 16);
    } else passGradient8(dy, carried, gates, ofCarried, states);
    kept += ofKept; before += ofBefore; dy += ofDy; carried += ofCarried; gates += ofGates; states += 32;
    cell += ofCarried;
  }
}

// @ts-ignore: decorator
@inline
function gradientsOf(
  kept: usize, before: usize, dy: usize, carried: usize, ofGate: usize, gates: usize, states: usize, cell: usize,
): void {
  const one = f32x4.splat(1), total = f32x4.add(v128.load(carried), v128.load(dy));
  v128.store(states, v128.load(before));
  v128.store(carried, i32x4.splat(0));
  const o = v128.load(kept, 96), squashed = v128.load(kept, 160), ofState = f32x4.mul(total, o);
  v128.store(gates + 3 * ofGate, f32x4.mul(f32x4.mul(ofState, f32x4.sub(one, o)), squashed));
  const ofCell = madd(ofState, nmadd(squashed, squashed, one), v128.load(cell));
  const f = v128.load(kept, 32), next = f32x4.mul(ofCell, f);
  v128.store(cell, next);
  v128.store(gates + ofGate, f32x4.mul(f32x4.mul(next, f32x4.sub(one, f)), v128.load(kept, 128)));
  const i = v128.load(kept), g = v128.load(kept, 64), fresh = f32x4.mul(ofCell, i);
  v128.store(gates, f32x4.mul(f32x4.mul(fresh, f32x4.sub(one, i)), g));
  v128.store(gates + 2 * ofGate, f32x4.mul(fresh, nmadd(g, g, one)));
}
