/** Rows of floats that are not whole vectors, and which rows of a chunk have a frame. */
import { storeLanes } from '../lanes';

/** Stores 8 units, or as many of them as there are. */
// @ts-ignore: decorator
@inline
export function storeUnits(to: usize, left: v128, right: v128, valid: i32): void {
  if (valid >= 8) {
    v128.store(to, left);
    v128.store(to, right, 16);
  } else {
    storeLanes(to, left, <usize>valid << 2);
    if (valid > 4) storeLanes(to + 16, right, <usize>(valid - 4) << 2);
  }
}

/** Copies a row, up to 12 bytes more than it has. */
export function copyRow(from: usize, to: usize, floats: i32): void {
  const end = from + (<usize>floats << 2);
  for (; from < end; from += 16, to += 16) v128.store(to, v128.load(from));
}

/** Rows that have a frame `frame`: a bit for each. */
export function rowsWith(frame: i32, lengths: usize, rows: i32): i32 {
  let active = 0;
  for (let row = 0; row < rows; row++) active |= i32(frame < load<i32>(lengths + (row << 2))) << row;
  return active;
}

/** Frames of the longest of the rows. */
export function longestOf(lengths: usize, rows: i32): i32 {
  let longest = 0;
  for (let row = 0; row < rows; row++) longest = max(longest, load<i32>(lengths + (row << 2)));
  return longest;
}

/** A row without this frame: its gradient goes on to the frame before, nothing to the weights. */
export function passGradient8(dy: usize, carried: usize, gates: usize, ofGate: usize, states: usize): void {
  v128.store(carried, f32x4.add(v128.load(carried), v128.load(dy)));
  v128.store(carried, f32x4.add(v128.load(carried, 16), v128.load(dy, 16)), 16);
  v128.store(states, i32x4.splat(0));
  v128.store(states, i32x4.splat(0), 16);
  for (let gate = 0; gate < 4; gate++, gates += ofGate) {
    v128.store(gates, i32x4.splat(0));
    v128.store(gates, i32x4.splat(0), 16);
  }
}
