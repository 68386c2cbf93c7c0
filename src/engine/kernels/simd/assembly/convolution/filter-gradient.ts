/** The way back through a convolution to its filter and bias; through a filter of one tap to the input as well. */
import { oneThroughRelu, throughRelu } from '../activation';
import { blockOfRows } from '../product/block';
import { addColumnsProduct, BLOCK } from './columns';
import { gatherPatches, patchStride } from './patches';
import { Walk } from './walk';

@unmanaged
class FilterGradient extends Walk {
  /** [positions, outputs] */
  dy: usize;
  /** The output of the ReLU, or 0. */
  y: usize;
  /** Where the gradient before the ReLU goes, or 0. */
  dz: usize;
  /** [segments, outputs, depth] */
  filterParts: usize;
  /** [segments, outputs] */
  biasParts: usize;
  outputs: i32;
  positions: i32;
  positionsASegment: i32;
  /** Columns of the filter [outputs, depth] that a chunk takes. */
  depthAChunk: i32;
  /** The filter [outputs, channels] in packed panels, and where the gradient of the input goes; or 0. */
  panels: usize;
  dx: usize;
}

/** Sums over a segment of positions, in their order, for some columns of the filter: {@link FilterGradient}. */
export function filterGradient(args: usize, chunk: i32, scratch: usize): void {
  const own = changetype<FilterGradient>(args);
  const all = own.kernelHeight * own.kernelWidth * own.channels, outputs = own.outputs;
  const across = (all + own.depthAChunk - 1) / own.depthAChunk;
  const segment = chunk / across, from = (chunk % across) * own.depthAChunk;
  const end = min(all, from + own.depthAChunk), depth = end - from;
  const firstOfAll = segment * own.positionsASegment, stop = min(own.positions, firstOfAll + own.positionsASegment);
  const strideY = (<usize>outputs) << 2, strideC = (<usize>all) << 2;
  const filter = own.filterParts + <usize>(segment * outputs) * strideC + (from << 2);
  // The first columns take the sums of the bias along; the others keep theirs to themselves.
  const sums = from ? scratch + 128 : own.biasParts + <usize>segment * strideY;
  const gated = scratch + 256 + strideY, strideGated = patchStride(outputs);
  // Very many outputs take fewer positions at a time: scratch memory has an end.
  const block = max(4, min(BLOCK, 131072 / outputs));
  const patches = gated + <usize>block * strideGated;
  // Rows of images are patches themselves where the filter has one tap; wide ones would fight for the nearest cache.
  const asTheyLie = own.kernelHeight * own.kernelWidth * own.strideDown * own.strideAcross == 1 && own.left == 0
    && own.top == 0 && depth < 128;
  const strideB = asTheyLie ? (<usize>own.channels) << 2 : patchStride(depth);
  memory.fill(sums, 0, strideY);
  for (let row = 0; row < outputs; row++) memory.fill(filter + <usize>row * strideC, 0, (<usize>depth) << 2);
  for (let first = firstOfAll; first < stop; first += block) {
    const count = min(block, stop - first);
    let dz = own.dy + <usize>first * strideY, strideA = strideY;
    if (own.y) {
      const written = own.dz && !from;
      const to = written ? own.dz + <usize>first * strideY : gated;
      strideA = written ? strideY : strideGated;
      gate(dz, own.y + <usize>first * strideY, to, strideA, sums, outputs, count);
      dz = to;
    } else if (!from) addRows(dz, sums, outputs, count);
    let b = own.source + ((<usize>(first * own.channels + from)) << 2);
    if (!asTheyLie) {
      gatherPatches(own, first, count, from, end, patches, strideB);
      b = patches;
    }
    addColumnsProduct(dz, strideA, b, strideB, filter, strideC, outputs, depth, count, scratch);
    if (own.dx && !from) {
      const dx = own.dx + <usize>first * strideC;
      blockOfRows(
        dz, strideA, own.panels, (<usize>outputs) << 5, dx, strideC, count, all, outputs, 0, 0, scratch,
      );
    }
  }
}

/** dz = dy where y is above zero, and sums += columns of dz. */
function gate(dy: usize, y: usize, dz: usize, stride: usize, sums: usize, columns: i32, rows: i32): void {
  const bytes = (<usize>columns) << 2, whole = bytes & ~15;
  for (; rows > 0; rows--, dy += bytes, y += bytes, dz += stride) {
    let i: usize = 0;
    for (; i < whole; i += 16) {
      const gradient = throughRelu(v128.load(dy + i), v128.load(y + i));
      v128.store(dz + i, gradient);
      v128.store(sums + i, f32x4.add(v128.load(sums + i), gradient));
    }
    for (; i < bytes; i += 4) {
      const gradient = oneThroughRelu(load<f32>(dy + i), load<f32>(y + i));
      store<f32>(dz + i, gradient);
      store<f32>(sums + i, load<f32>(sums + i) + gradient);
    }
  }
}

/** sums += columns of dy. */
function addRows(dy: usize, sums: usize, columns: i32, rows: i32): void {
  const bytes = (<usize>columns) << 2, whole = bytes & ~15;
  for (; rows > 0; rows--, dy += bytes) {
    let i: usize = 0;
    for (; i < whole; i += 16) v128.store(sums + i, f32x4.add(v128.load(sums + i), v128.load(dy + i)));
    for (; i < bytes; i += 4) store<f32>(sums + i, load<f32>(sums + i) + load<f32>(dy + i));
  }
}
