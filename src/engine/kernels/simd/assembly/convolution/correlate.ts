/** Cross-correlation of images with a filter of many channels: patches of a few positions by the packed filter. */
import { blockOfRows } from '../product/block';
import { ACCUMULATE } from '../product/tile';
import { gatherPatches, patchStride } from './patches';
import { Walk } from './walk';

/** Depth that is gathered at once; a panel of the filter is then in the nearest cache. */
const DEPTH: i32 = 256;
/** Positions that are gathered at once. */
const BLOCK: i32 = 32;

@unmanaged
class Correlation extends Walk {
  /** The filter [kernel height, kernel width, channels] by `outputs` in packed panels. */
  panels: usize;
  outputs: i32;
  /** [.., result height, result width, outputs]; positions are written `rowStep` rows, `columnStep` columns apart. */
  result: usize;
  resultHeight: i32;
  resultWidth: i32;
  firstRow: i32;
  firstColumn: i32;
  rowStep: i32;
  columnStep: i32;
  /** Of [outputs] floats, or 0. */
  bias: usize;
  /** Of the tile. */
  flags: i32;
  /** Of all images together. */
  positions: i32;
  positionsAChunk: i32;
}

/** result = activation(correlation + bias): {@link Correlation}. */
export function correlate(args: usize, chunk: i32, scratch: usize): void {
  const own = changetype<Correlation>(args);
  const all = own.kernelHeight * own.kernelWidth * own.channels, outputs = own.outputs;
  const stride = patchStride(min(DEPTH, all)), strideB = (<usize>all) << 5, strideC = (<usize>outputs) << 2;
  // Very many outputs take fewer positions at a time: scratch memory has an end.
  const block = max(4, min(BLOCK, 131072 / outputs));
  const patches = scratch + 128, spare = patches + <usize>block * stride;
  const together = own.rowStep == 1 && own.columnStep == 1;
  const stop = min(own.positions, (chunk + 1) * own.positionsAChunk);
  for (let first = chunk * own.positionsAChunk; first < stop; first += block) {
    const count = min(block, stop - first);
    const rows = together ? own.result + <usize>first * strideC : spare;
    for (let k = 0; k < all; k += DEPTH) {
      const depth = min(DEPTH, all - k), last = k + depth == all;
      const flags = (k ? own.flags | ACCUMULATE : own.flags) & (last ? -1 : ACCUMULATE);
      const panels = own.panels + ((<usize>k) << 5);
      gatherPatches(own, first, count, k, k + depth, patches, stride);
      blockOfRows(
        patches, stride, panels, strideB, rows, strideC, count, outputs, depth, flags, last ? own.bias : 0, scratch,
      );
    }
    if (!together) placeRows(own, first, count, rows);
  }
}

/** Copies rows of a correlation to where they belong. */
function placeRows(own: Correlation, first: i32, count: i32, rows: usize): void {
  const anImage = own.rows * own.columns, bytes = (<usize>own.outputs) << 2;
  for (let position = first; position < first + count; position++, rows += bytes) {
    const image = position / anImage, within = position % anImage;
    const row = own.firstRow + (within / own.columns) * own.rowStep;
    const column = own.firstColumn + (within % own.columns) * own.columnStep;
    const place = (image * own.resultHeight + row) * own.resultWidth + column;
    memory.copy(own.result + <usize>place * bytes, rows, bytes);
  }
}
