/**
 * The cell of a GRU (reset after the product, two biases), eight units of some rows at a time. Of each frame four things
 * are kept a unit: r, z, the hidden side's product for n with its bias, and n; before the cell has run, their products.
 */
import { sigmoid4, tanh4 } from '../math';
import { madd, nmadd } from '../relaxed';
import { storeGate, storeUnits } from './rows';

/**
 * From products to the next state.
 * @param kept of row 0, `ofKept` bytes a row
 * @param here state before, `there` the one after; `ofState` bytes a row
 * @param y output, `ofY` bytes a row; `valid` of the 8 units are there
 * @param active a bit for each row that has this frame; the others keep their state
 */
export function gruForward8(
  kept: usize, ofKept: usize, here: usize, there: usize, ofState: usize, y: usize, ofY: usize,
  rows: i32, active: i32, valid: i32,
): void {
  for (let row = 0; row < rows; row++) {
    let left = v128.load(here), right = v128.load(here, 16);
    if ((active >> row) & 1) {
      left = stateOf(kept, left);
      right = stateOf(kept + 16, right);
    }
    v128.store(there, left);
    v128.store(there, right, 16);
    storeUnits(y, left, right, valid);
    kept += ofKept; here += ofState; there += ofState; y += ofY;
  }
}

// @ts-ignore: decorator
@inline
function stateOf(kept: usize, state: v128): v128 {
  const r = sigmoid4(v128.load(kept)), z = sigmoid4(v128.load(kept, 32));
  const n = tanh4(madd(r, v128.load(kept, 64), v128.load(kept, 96)));
  v128.store(kept, r);
  v128.store(kept, z, 32);
  v128.store(kept, n, 96);
  return madd(z, f32x4.sub(state, n), n);
}

/**
 * From the gradient of the state to those of the products, in the order n, r, z, hidden side of n.
 * @param kept as above
 * @param before the state before, `ofBefore` bytes a row
 * @param dy gradient of the output, `ofDy` bytes a row
 * @param carried gradient from the frame after, `ofCarried` bytes a row; becomes that for the frame before, but for what
 *   comes through the products
 * @param panels the gradients as sides of products over rows: [4, units / 4, depth, 4]; `ofGate` bytes a gate
 * @param gates the gradients as they come, [4, units] a row, `ofCarried` bytes a gate
 * @param states the state before as the other side, [units / 8, depth, 8]
 */
export function gruBackward8(
  kept: usize, ofKept: usize, before: usize, ofBefore: usize, dy: usize, ofDy: usize, carried: usize, ofCarried: usize,
  panels: usize, ofGate: usize, depth: i32, gates: usize, states: usize, rows: i32, active: i32,
): void {
  for (let row = 0; row < rows; row++) {
    let to = panels;
    for (let at: usize = 0; at < 32; at += 16) {
      const total = f32x4.add(v128.load(carried + at), v128.load(dy + at));
      let ofN = i32x4.splat(0), ofR = ofN, ofZ = ofN, ofHidden = ofN, state = ofN, next = total;
      if ((active >> row) & 1) {
        const one = f32x4.splat(1);
        const r = v128.load(kept + at), z = v128.load(kept + at, 32), n = v128.load(kept + at, 96);
        state = v128.load(before + at);
        next = f32x4.mul(total, z);
        ofN = f32x4.mul(f32x4.sub(total, next), nmadd(n, n, one));
        ofZ = f32x4.mul(f32x4.mul(next, f32x4.sub(one, z)), f32x4.sub(state, n));
        ofHidden = f32x4.mul(ofN, r);
        ofR = f32x4.mul(f32x4.mul(ofHidden, f32x4.sub(one, r)), v128.load(kept + at, 64));
      }
      v128.store(carried + at, next);
      v128.store(states + at, state);
      storeGate(ofN, to, gates + at);
      storeGate(ofR, to + ofGate, gates + at + ofCarried);
      storeGate(ofZ, to + 2 * ofGate, gates + at + 2 * ofCarried);
      storeGate(ofHidden, to + 3 * ofGate, gates + at + 3 * ofCarried);
      to += (<usize>depth) << 4;
    }
    kept += ofKept; before += ofBefore; dy += ofDy; carried += ofCarried; gates += 4 * ofCarried;
    panels += 16; states += 32;
  }
}
