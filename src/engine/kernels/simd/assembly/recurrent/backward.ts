import { ACCUMULATE } from '../product/tile';
import { blockOfRows } from '../product/block';
import { GRU_SLOTS } from './forward';
import { gruBackward8 } from './gru';
import { lstmBackward8 } from './lstm';
import { longestOf, rowsWith } from './rows';
import { addColumns, turnedProduct } from './weights';

/**
 * All frames of some rows, back from the last to the first that the layer met: {x, y, dy [batch, frames, units], kept (as
 * forward.ts left it), panels of the hidden weights and, for a gradient of x, of the input weights (packGatesDeep), lengths,
 * dx or 0, sums for hidden weights [chunks, gates units, units], input weights [chunks, gates units, inputs] and biases
 * [chunks, 4, units up to a multiple of 8], batch, frames, inputs, units, rows a chunk, reverse, frames a block, working
 * memory or 0 for scratch, bytes of it a chunk}. What frames give to the gradients of the weights is summed block by
 * block, while it is near.
 */
// @ts-ignore: decorator
@inline
export function backward(args: usize, chunk: i32, scratch: usize, slots: i32): void {
  const hiddenPanels = load<usize>(args, 16), inputPanels = load<usize>(args, 20);
  const batch = load<i32>(args, 44), frames = load<i32>(args, 48), inputs = load<i32>(args, 52), units = load<i32>(args, 56);
  const own = load<i32>(args, 60), reverse = load<i32>(args, 64), framesABlock = load<i32>(args, 68);
  const gru = slots == GRU_SLOTS, gateCount = gru ? 3 : 4;
  const first = chunk * own, rows = min(own, batch - first), whole = (rows + 3) & ~3;
  const padded = (units + 7) & ~7, deep = gateCount * padded;
  const lengths = load<usize>(args, 24) + (<usize>first << 2);
  const ofUnits = (<usize>units) << 2, ofInputs = (<usize>inputs) << 2, ofCarried = (<usize>padded) << 2;
  const ofX = <usize>frames * ofInputs, ofY = <usize>frames * ofUnits;
  const x = load<usize>(args) + <usize>first * ofX, y = load<usize>(args, 4) + <usize>first * ofY;
  const dy = load<usize>(args, 8) + <usize>first * ofY;
  const dx = load<usize>(args, 28) ? load<usize>(args, 28) + <usize>first * ofX : 0;
  const ofKept = <usize>(slots * padded) << 2, ofFrame = <usize>own * ofKept;
  const kept = load<usize>(args, 12) + <usize>(chunk * frames) * ofFrame;
  const ofHidden = load<usize>(args, 32) + <usize>(chunk * gateCount * units) * ofUnits;
  const ofInput = load<usize>(args, 36) + <usize>(chunk * gateCount * units) * ofInputs;
  const ofBiases = load<usize>(args, 40) + (<usize>chunk * ofCarried << 2);
  // Working memory; ops/recurrent.ts counts the same bytes.
  const carried = load<usize>(args, 72) ? load<usize>(args, 72) + <usize>chunk * load<usize>(args, 76) : scratch;
  const cell = carried + <usize>own * ofCarried, nothing = cell + <usize>own * ofCarried, edges = nothing + ofCarried;
  // An odd number of cache lines a row: rows at even distances would push each other out of the cache.
  const spare = edges + (<usize>own << 6), gradients = (spare + 191) & ~63, ofGates = (ofCarried << 2) + 64;
  memory.fill(carried, 0, spare - carried);
  memory.fill(ofBiases, 0, ofCarried << 2);
  const longest = longestOf(lengths, rows);
  if (!longest) {
    memory.fill(ofHidden, 0, <usize>(gateCount * units) * ofUnits);
    memory.fill(ofInput, 0, <usize>(gateCount * units) * ofInputs);
  }
  for (let frame = frames - 1; frame >= longest; frame--) {
    for (let row = 0; row < rows; row++) {
      const at = <usize>frame * ofUnits + <usize>row * ofY;
      if (!reverse) addRow(dy + at, carried + <usize>row * ofCarried, units);
      if (dx) memory.fill(dx + <usize>frame * ofInputs + <usize>row * ofX, 0, ofInputs);
    }
  }
  for (let done = 0; done < longest; done += framesABlock) {
    const count = min(framesABlock, longest - done), depth = count * rows;
    // The last rows are read up to a multiple of 4.
    const states = gradients + <usize>(depth + 3) * ofGates, xs = states + <usize>depth * ofCarried;
    for (let i = 0; i < count; i++) {
      const step = done + i, frame = reverse ? step : longest - 1 - step, previous = reverse ? frame + 1 : frame - 1;
      const active = rowsWith(frame, lengths, rows), begins = previous < 0 || previous >= frames;
      const before = begins ? nothing : y + <usize>previous * ofUnits, ofBefore = begins ? 0 : ofY;
      const k = <usize>(i * rows), from = dy + <usize>frame * ofUnits;
      const gates = gradients + k * ofGates;
      let slot = kept + <usize>frame * ofFrame, at: usize = 0, state = states + (k << 5);
      for (let unit = 0; unit < units; unit += 8) {
        let was = before + at, ofWas = ofBefore, incoming = from + at, ofIncoming = ofY;
        if (units - unit < 8) {
          // Beyond the last unit lie other numbers: they must not get in.
          const bytes = <usize>(units - unit) << 2;
          for (let row: usize = 0; row < <usize>rows; row++) {
            memory.copy(edges + (row << 6), was + row * ofBefore, bytes);
            memory.copy(edges + (row << 6) + 32, incoming + row * ofY, bytes);
          }
          was = edges;
          incoming = edges + 32;
          ofWas = ofIncoming = 64;
        }
        if (gru) {
          gruBackward8(
            slot, ofKept, was, ofWas, incoming, ofIncoming, carried + at, ofCarried,
            gates + at, ofGates, state, rows, active,
          );
        } else {
          lstmBackward8(
            slot, ofKept, was, ofWas, incoming, ofIncoming, carried + at, ofCarried,
            gates + at, ofGates, state, rows, active, cell + at,
          );
        }
        slot += (<usize>slots) << 5;
        state += (<usize>depth) << 5;
        at += 32;
      }
      packInputs(x + <usize>frame * ofInputs, ofX, inputs, xs + (k << 5), (<usize>depth) << 5, rows, active);
      if (step + 1 < longest) {
        const hiddenSide = gru ? gates + ofCarried : gates;
        blockOfRows(
          hiddenSide, ofGates, hiddenPanels, (<usize>deep) << 5, carried, ofCarried,
          whole, padded, deep, ACCUMULATE, 0, spare,
        );
      }
      if (dx)
        blockOfRows(
          gates, ofGates, inputPanels, (<usize>deep) << 5, dx + <usize>frame * ofInputs, ofX,
          rows, inputs, deep, 0, 0, spare,
        );
    }
    const flags = done ? ACCUMULATE : 0, ofPanel = (<usize>depth) << 5;
    for (let gate = 0; gate < gateCount; gate++) {
      // A GRU's gradients lie in the order n, r, z, hidden side of n.
      const side = gradients + <usize>(gru ? gate + 1 : gate) * ofCarried;
      const inputSide = gru && gate == 2 ? gradients : side, first = <usize>(gate * units);
      turnedProduct(
        side, ofGates, states, ofPanel, ofHidden + first * ofUnits, ofUnits, units, units, depth, flags, spare,
      );
      turnedProduct(
        inputSide, ofGates, xs, ofPanel, ofInput + first * ofInputs, ofInputs, units, inputs, depth, flags, spare,
      );
    }
    addColumns(gradients, ofGates, depth, ofBiases, padded << 2);
  }
}

/** to += from. */
function addRow(from: usize, to: usize, floats: i32): void {
  for (const end = from + (<usize>floats << 2); from < end; from += 4, to += 4)
    store<f32>(to, load<f32>(to) + load<f32>(from));
}

/** Inputs of a frame -> a side of a product over rows, [inputs / 8, depth, 8], zeros for rows without that frame. */
function packInputs(x: usize, ofX: usize, inputs: i32, to: usize, ofPanel: usize, rows: i32, active: i32): void {
  for (let row = 0; row < rows; row++, x += ofX, to += 32) {
    let from = x, panel = to;
    for (let i = 0; i < inputs; i += 8, from += 32, panel += ofPanel) {
      const is = (active >> row) & 1;
      v128.store(panel, is ? v128.load(from) : i32x4.splat(0));
      v128.store(panel, is ? v128.load(from, 16) : i32x4.splat(0), 16);
    }
  }
}
