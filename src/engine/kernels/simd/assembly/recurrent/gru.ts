/**
 * The cell of a GRU (reset after the product, two biases), eight units of some rows at a time. Of each frame four things
 * are kept a unit: r, z, the hidden side's product for n with its bias, and n; before the cell has run, their products.
 */
import { gateSigmoid4, gateTanh4 } from './gates';
import { madd, nmadd } from '../relaxed';
import { passGradient8, storeUnits } from './rows';

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
  // All that waits for nothing first: a processor can do several at once.
  let gates = kept;
  for (let row = 0; row < rows; row++, gates += ofKept) {
    v128.store(gates, gateSigmoid4(v128.load(gates)));
    v128.store(gates, gateSigmoid4(v128.load(gates, 16)), 16);
    v128.store(gates, gateSigmoid4(v128.load(gates, 32)), 32);
    v128.store(gates, gateSigmoid4(v128.load(gates, 48)), 48);
  }
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
  const z = v128.load(kept, 32);
  const n = gateTanh4(madd(v128.load(kept), v128.load(kept, 64), v128.load(kept, 96)));
  v128.store(kept, n, 96);
  return madd(z, f32x4.sub(state, n), n);
}

/**
 * From the gradient of the state to those of the products.
 * @param kept as above
 * @param before the state before, `ofBefore` bytes a row
 * @param dy gradient of the output, `ofDy` bytes a row
 * @param carried gradient from the frame after, `ofCarried` bytes a row; becomes that for the frame before, but for what
 *   comes through the products
 * @param gates the gradients, in the order n, r, z, hidden side of n, `ofCarried` bytes a gate and `ofGates` a row
 * @param states the state before once more, for products over rows: 32 bytes a row
 */
export function gruBackward8(
  kept: usize, ofKept: usize, before: usize, ofBefore: usize, dy: usize, ofDy: usize, carried: usize, ofCarried: usize,
  gates: usize, ofGates: usize, states: usize, rows: i32, active: i32,
): void {
  for (let row = 0; row < rows; row++) {
    if ((active >> row) & 1) {
      gradientsOf(kept, before, dy, carried, ofCarried, gates, states);
      gradientsOf(kept + 16, before + 16, dy + 16, carried + 16, ofCarried, gates + 16, states + 16);
    } else passGradient8(dy, carried, gates, ofCarried, states);
    kept += ofKept; before += ofBefore; dy += ofDy; carried += ofCarried; gates += ofGates; states += 32;
  }
}

// @ts-ignore: decorator
@inline
function gradientsOf(
  kept: usize, before: usize, dy: usize, carried: usize, ofGate: usize, gates: usize, states: usize,
): void {
  const one = f32x4.splat(1), total = f32x4.add(v128.load(carried), v128.load(dy));
  const z = v128.load(kept, 32), n = v128.load(kept, 96), state = v128.load(before);
  v128.store(states, state);
  const next = f32x4.mul(total, z);
  v128.store(carried, next);
  const ofN = f32x4.mul(f32x4.sub(total, next), nmadd(n, n, one));
  v128.store(gates, ofN);
  const ofZ = f32x4.mul(f32x4.mul(next, f32x4.sub(one, z)), f32x4.sub(state, n));
  const r = v128.load(kept), ofHidden = f32x4.mul(ofN, r);
  v128.store(gates + ofGate, f32x4.mul(f32x4.mul(ofHidden, f32x4.sub(one, r)), v128.load(kept, 64)));
  v128.store(gates + 2 * ofGate, ofZ);
  v128.store(gates + 3 * ofGate, ofHidden);
}
