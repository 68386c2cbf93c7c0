/** Weights of a recurrent layer -> panels, whose gates begin at whole panels however many units there are. */
import { packColumns, packRows } from '../product/pack';

/**
 * For the way forward, gates of the same 8 units side by side: {hidden [gates units, units], input [gates units, inputs],
 * to [units / 8, gates, units + inputs, 8], gates, units, inputs}. A chunk is 8 units.
 */
export function packGates(args: usize, chunk: i32, scratch: usize): void {
  const hidden = load<usize>(args), input = load<usize>(args, 4), to = load<usize>(args, 8);
  const gates = load<i32>(args, 12), units = load<i32>(args, 16), inputs = load<i32>(args, 20);
  const first = chunk << 3, ofHidden = (<usize>units) << 2, ofInput = (<usize>inputs) << 2;
  let panel = to + (<usize>(chunk * gates) * <usize>(units + inputs) << 5);
  for (let gate = 0; gate < gates; gate++) {
    const row = <usize>(gate * units + first);
    packRows(hidden + row * ofHidden, ofHidden, units, units - first, panel);
    panel += (<usize>units) << 5;
    packRows(input + row * ofInput, ofInput, inputs, units - first, panel);
    panel += (<usize>inputs) << 5;
  }
}

/**
 * For the way back, the gates' units as the depth, each gate filled up with zeros: {weights [gates units, columns],
 * to [columns / 8, gates, units up to a multiple of 8, 8], gates, units, columns, gate that comes first}. A chunk is 8 columns.
 */
export function packGatesDeep(args: usize, chunk: i32, scratch: usize): void {
  const weights = load<usize>(args), to = load<usize>(args, 4);
  const gates = load<i32>(args, 8), units = load<i32>(args, 12), columns = load<i32>(args, 16);
  let gate = load<i32>(args, 20);
  const stride = (<usize>columns) << 2, column = chunk << 3, padded = (units + 7) & ~7;
  let panel = to + (<usize>(chunk * gates * padded) << 5);
  for (let i = 0; i < gates; i++) {
    packColumns(weights + <usize>(gate * units) * stride + (column << 2), stride, units, columns - column, panel);
    panel += (<usize>units) << 5;
    memory.fill(panel, 0, <usize>(padded - units) << 5);
    panel += (<usize>(padded - units)) << 5;
    gate = gate + 1 == gates ? 0 : gate + 1;
  }
}
