/**
 * The cell of an LSTM, eight units of some rows at a time. Of each frame six things are kept a unit: i, f, g, o, the cell
 * before, and the tanh of the cell after; before the cell has run, the products of the first four.
 */
import { sigmoid4, tanh4 } from '../math';
import { madd, nmadd } from '../relaxed';
import { storeGate, storeUnits } from './rows';

/**
 * From products to the next state; as in gru.ts, and
 * @param cell `ofCell` bytes a row; becomes the one after
 */
export function lstmForward8(
  kept: usize, ofKept: usize, here: usize, there: usize, ofState: usize, y: usize, ofY: usize,
  rows: i32, active: i32, valid: i32, cell: usize, ofCell: usize,
): void {
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
  const i = sigmoid4(v128.load(kept)), f = sigmoid4(v128.load(kept, 32));
  v128.store(kept, i);
  v128.store(kept, f, 32);
  const g = tanh4(v128.load(kept, 64)), before = v128.load(cell);
  v128.store(kept, g, 64);
  v128.store(kept, before, 128);
  const after = madd(f, before, f32x4.mul(i, g));
  v128.store(cell, after);
  const squashed = tanh4(after), o = sigmoid4(v128.load(kept, 96));
  v128.store(kept, o, 96);
  v128.store(kept, squashed, 160);
  return f32x4.mul(o, squashed);
}

/**
 * From the gradient of the state to those of the products, in the order i, f, g, o; as in gru.ts, and
 * @param cell gradient of the cell, from the frame after; becomes that for the frame before; rows as those of `carried`
 */
export function lstmBackward8(
  kept: usize, ofKept: usize, before: usize, ofBefore: usize, dy: usize, ofDy: usize, carried: usize, ofCarried: usize,
  panels: usize, ofGate: usize, depth: i32, gates: usize, states: usize, rows: i32, active: i32, cell: usize,
): void {
  for (let row = 0; row < rows; row++) {
    let to = panels;
    for (let at: usize = 0; at < 32; at += 16) {
      const total = f32x4.add(v128.load(carried + at), v128.load(dy + at));
      let ofI = i32x4.splat(0), ofF = ofI, ofG = ofI, ofO = ofI, state = ofI, next = total;
      if ((active >> row) & 1) {
        const one = f32x4.splat(1), from = kept + at;
        const i = v128.load(from), f = v128.load(from, 32), g = v128.load(from, 64), o = v128.load(from, 96);
        const squashed = v128.load(from, 160);
        const ofState = f32x4.mul(total, o);
        const ofCell = madd(ofState, nmadd(squashed, squashed, one), v128.load(cell + at));
        const kept4 = f32x4.mul(ofCell, f), fresh = f32x4.mul(ofCell, i);
        v128.store(cell + at, kept4);
        state = v128.load(before + at);
        next = i32x4.splat(0);
        ofO = f32x4.mul(f32x4.mul(ofState, f32x4.sub(one, o)), squashed);
        ofG = f32x4.mul(fresh, nmadd(g, g, one));
        ofI = f32x4.mul(f32x4.mul(fresh, f32x4.sub(one, i)), g);
        ofF = f32x4.mul(f32x4.mul(kept4, f32x4.sub(one, f)), v128.load(from, 128));
      }
      v128.store(carried + at, next);
      v128.store(states + at, state);
      storeGate(ofI, to, gates + at);
      storeGate(ofF, to + ofGate, gates + at + ofCarried);
      storeGate(ofG, to + 2 * ofGate, gates + at + 2 * ofCarried);
      storeGate(ofO, to + 3 * ofGate, gates + at + 3 * ofCarried);
      to += (<usize>depth) << 4;
    }
    kept += ofKept; before += ofBefore; dy += ofDy; carried += ofCarried; gates += 4 * ofCarried; cell += ofCarried;
    panels += 16; states += 32;
  }
}
