import { tilesOfRows } from '../product/tile';
import { gruForward8 } from './gru';
import { lstmForward8 } from './lstm';
import { copyRow, longestOf, rowsWith } from './rows';

/** What a GRU and an LSTM keep of each unit and frame. */
export const GRU_SLOTS: i32 = 4;
export const LSTM_SLOTS: i32 = 6;

/**
 * All frames of some rows, so that nobody waits for anybody: {x [batch, frames, inputs], y [batch, frames, units],
 * panels of packGates, biases [units / 8, 4, 8], lengths [batch], kept [chunks, frames, rows a chunk, units / 8, slots, 8]
 * or 0, batch, frames, inputs, units, rows a chunk (a multiple of 4, at most 32), reverse, working memory or 0 for scratch,
 * bytes of it a chunk, states before the first frame [batch, units] or 0 for zeros}. The states and the inputs of a frame lie side by side, which makes them one side of a product.
 */
// @ts-ignore: decorator
@inline
export function forward(args: usize, chunk: i32, scratch: usize, slots: i32): void {
  const panels = load<usize>(args, 8), biases = load<usize>(args, 12), keeps = load<usize>(args, 20) != 0;
  const batch = load<i32>(args, 24), frames = load<i32>(args, 28), inputs = load<i32>(args, 32), units = load<i32>(args, 36);
  const own = load<i32>(args, 40), reverse = load<i32>(args, 44);
  const first = chunk * own, rows = min(own, batch - first), quads = (rows + 3) >> 2;
  const padded = (units + 7) & ~7, depth = units + inputs;
  const lengths = load<usize>(args, 16) + (<usize>first << 2);
  const ofUnits = (<usize>units) << 2, ofInputs = (<usize>inputs) << 2, ofCell = (<usize>padded) << 2;
  const ofX = <usize>frames * ofInputs, ofY = <usize>frames * ofUnits;
  const x = load<usize>(args) + <usize>first * ofX, y = load<usize>(args, 4) + <usize>first * ofY;
  const ofSides = (<usize>(padded + inputs + 3) & ~3) << 2, sides = <usize>own * ofSides;
  const ofKept = <usize>(slots * padded) << 2, ofFrame = <usize>own * ofKept;
  let here = load<usize>(args, 48) ? load<usize>(args, 48) + <usize>chunk * load<usize>(args, 52) : scratch;
  let there = here + sides;
  const cell = there + sides;
  const kept = keeps ? load<usize>(args, 20) + <usize>(chunk * frames) * ofFrame : cell + <usize>own * ofCell;
  memory.fill(here, 0, 2 * sides + <usize>own * ofCell);
  const initial = load<usize>(args, 56);
  if (initial)
    for (let row = 0; row < rows; row++)
      memory.copy(here + <usize>row * ofSides, initial + <usize>(first + row) * ofUnits, ofUnits);
  const longest = longestOf(lengths, rows);
  for (let step = 0; step < frames; step++) {
    const frame = reverse ? frames - 1 - step : step;
    if (frame >= longest) {
      for (let row = 0; row < rows; row++)
        memory.copy(y + <usize>row * ofY + <usize>frame * ofUnits, here + <usize>row * ofSides, ofUnits);
      continue;
    }
    const active = rowsWith(frame, lengths, rows), to = kept + (keeps ? <usize>frame * ofFrame : 0);
    for (let row = 0; row < rows; row++)
      copyRow(x + <usize>row * ofX + <usize>frame * ofInputs, here + <usize>row * ofSides + ofUnits, inputs);
    let panel = panels, bias = biases, slot = to, at: usize = 0;
    for (let unit = 0; unit < units; unit += 8) {
      const out = y + <usize>frame * ofUnits + at;
      if (slots == GRU_SLOTS) {
        tilesOfRows(here, ofSides, quads, panel, depth, slot, ofKept, 0, bias);
        panel += (<usize>depth) << 5;
        tilesOfRows(here, ofSides, quads, panel, depth, slot + 32, ofKept, 0, bias + 32);
        panel += (<usize>depth) << 5;
        tilesOfRows(here, ofSides, quads, panel, units, slot + 64, ofKept, 0, bias + 64);
        panel += (<usize>units) << 5;
        tilesOfRows(here + ofUnits, ofSides, quads, panel, inputs, slot + 96, ofKept, 0, bias + 96);
        panel += (<usize>inputs) << 5;
        gruForward8(slot, ofKept, here + at, there + at, ofSides, out, ofY, rows, active, units - unit);
      } else {
        for (let gate: usize = 0; gate < 4; gate++) {
          tilesOfRows(here, ofSides, quads, panel, depth, slot + (gate << 5), ofKept, 0, bias + (gate << 5));
          panel += (<usize>depth) << 5;
        }
        lstmForward8(
          slot, ofKept, here + at, there + at, ofSides, out, ofY, rows, active, units - unit, cell + at, ofCell,
        );
      }
      slot += (<usize>slots) << 5;
      bias += 128;
      at += 32;
    }
    const turned = here;
    here = there;
    there = turned;
  }
}
