/**
 * Tasks of the matrix product. A task does chunk `chunk` of its work; chunks may run on any thread in any order and give
 * the same bits, since each writes rows or columns of its own and sums run along the depth from end to end.
 * `scratch` is memory of the thread. Arguments are 32-bit words.
 */
import { ACCUMULATE, tilesOfPanels } from './tile';
import { packColumns, packFourColumns, packRowByRow, packRows } from './pack';
import { blockOfPanels, blockOfPanelsAhead, blockOfRows, blockOfRowsAhead } from './block';

/** Depth that a panel of B has in the nearest cache: 8 KiB. */
const DEPTH: i32 = 256;

/** Rows of A that are gone through at once, `ROWS_A_CHUNK` of `ops/product.ts`. */
const NEAR_ROWS: i32 = 32;

/** B -> panels: {source, stride in floats, transposed, depth, columns, to, panels a chunk}. */
export function packB(args: usize, chunk: i32, scratch: usize): void {
  const source = load<usize>(args),
    stride = load<usize>(args, 4) << 2;
  const transposed = load<i32>(args, 8),
    depth = load<i32>(args, 12),
    columns = load<i32>(args, 16);
  const to = load<usize>(args, 20),
    panels = load<i32>(args, 24);
  const last = min((columns + 7) >> 3, (chunk + 1) * panels);
  for (let panel = chunk * panels; panel < last; panel++) {
    const column = panel << 3,
      valid = columns - column,
      at = to + ((<usize>panel * depth) << 5);
    if (transposed) packRows(source + <usize>column * stride, stride, depth, valid, at);
    else packColumns(source + (column << 2), stride, depth, valid, at);
  }
}

/**
 * C = activation(A B + bias) of packed B: {a, stride of A in floats, A transposed, panels of B, c, stride of C in floats,
 * rows, columns, depth, flags of the tile, bias or 0, rows a chunk, columns a chunk}.
 */
export function multiply(args: usize, chunk: i32, scratch: usize): void {
  const a = load<usize>(args),
    strideA = load<usize>(args, 4) << 2,
    transposed = load<i32>(args, 8);
  const b = load<usize>(args, 12),
    c = load<usize>(args, 16),
    strideC = load<usize>(args, 20) << 2;
  const allRows = load<i32>(args, 24),
    allColumns = load<i32>(args, 28),
    allDepth = load<i32>(args, 32);
  const flags = load<i32>(args, 36),
    bias = load<usize>(args, 40);
  const rowsAChunk = load<i32>(args, 44),
    columnsAChunk = load<i32>(args, 48);
  const across = (allColumns + columnsAChunk - 1) / columnsAChunk;
  const row = (chunk / across) * rowsAChunk,
    column = (chunk % across) * columnsAChunk;
  const rows = min(rowsAChunk, allRows - row),
    columns = min(columnsAChunk, allColumns - column);
  const strideB = (<usize>allDepth) << 5;
  const panels = b + <usize>(column >> 3) * strideB;
  const to = c + <usize>row * strideC + (column << 2);
  if (!transposed && allDepth <= DEPTH) {
    for (let i = 0; i < rows; i += NEAR_ROWS) {
      const own = min(NEAR_ROWS, rows - i);
      blockOfRowsAhead(
        a + <usize>(row + i) * strideA, strideA, panels, strideB, to + <usize>i * strideC, strideC,
        own, columns, allDepth, flags, bias ? bias + (column << 2) : 0, scratch, rows - i - own,
      );
    }
    return;
  }
  const packed = scratch + 128;
  for (let k = 0; k < allDepth; k += DEPTH) {
    const depth = min(DEPTH, allDepth - k),
      last = k + depth == allDepth;
    const own = (k ? flags | ACCUMULATE : flags) & (last ? -1 : ACCUMULATE);
    const ofColumns = last && bias ? bias + (column << 2) : 0;
    const from = panels + ((<usize>k) << 5);
    if (transposed) {
      const source = a + <usize>k * strideA + (row << 2);
      for (let i = 0; i < rows; i += 4)
        packFourColumns(source + (i << 2), strideA, depth, rows - i, packed + <usize>i * (depth << 2));
      blockOfPanels(packed, from, strideB, to, strideC, rows, columns, depth, own, ofColumns, scratch);
    } else {
      const source = a + <usize>row * strideA + (k << 2);
      blockOfRows(source, strideA, from, strideB, to, strideC, rows, columns, depth, own, ofColumns, scratch);
    }
  }
}

/**
 * Depth that a chunk of a deep product packs at once. No power of two: the panels that are written side by side would
 * fight for the same places of the nearest cache.
 */
const DEEP: i32 = 240;

/**
 * A' B for few rows and columns and a great depth, in segments of the depth, each summed into a C of its own:
 * {a [depth, rows], stride of A in floats, b [depth, columns], stride of B in floats, partial sums [segments, rows,
 * columns], rows, columns, depth, depth a segment}.
 */
export function multiplyDeep(args: usize, chunk: i32, scratch: usize): void {
  const a = load<usize>(args),
    strideA = load<usize>(args, 4) << 2;
  const b = load<usize>(args, 8),
    strideB = load<usize>(args, 12) << 2;
  const rows = load<i32>(args, 20),
    columns = load<i32>(args, 24),
    allDepth = load<i32>(args, 28);
  const segment = load<i32>(args, 32);
  const strideC = (<usize>columns) << 2,
    c = load<usize>(args, 16) + <usize>chunk * rows * strideC;
  const first = chunk * segment,
    end = min(allDepth, first + segment);
  const packedA = scratch + 128,
    packedB = packedA + <usize>((rows + 3) & ~3) * (DEEP << 2);
  const block = evenly(segment, DEEP);
  for (let k = first; k < end; k += block) {
    const depth = min(block, end - k),
      nextDepth = min(block, allDepth - k - depth);
    const fromA = a + <usize>k * strideA,
      fromB = b + <usize>k * strideB;
    packSideA(fromA, strideA, depth, rows, packedA);
    packSideB(fromB, strideB, depth, columns, packedB);
    const nextA = fromA + <usize>depth * strideA,
      nextB = fromB + <usize>depth * strideB;
    const bytesA = nextDepth ? <usize>(nextDepth - 1) * strideA + (rows << 2) : 0,
      bytesB = nextDepth ? <usize>(nextDepth - 1) * strideB + strideC : 0;
    const flags = k > first ? ACCUMULATE : 0;
    const panel = (<usize>depth) << 5;
    blockOfPanelsAhead(
      packedA, packedB, panel, c, strideC, rows, columns, depth, flags, scratch, nextA, bytesA, nextB, bytesB,
    );
  }
}

/** Parts of `whole` of at most `most` each, as equal as can be: how large they are. */
function evenly(whole: i32, most: i32): i32 {
  const parts = (whole + most - 1) / most;
  return (whole + parts - 1) / parts;
}

/** Columns of A', [depth, rows], as panels of four. */
function packSideA(source: usize, stride: usize, depth: i32, rows: i32, to: usize): void {
  const panel = (<usize>depth) << 4;
  packRowByRow(source, stride, depth, rows >> 3, to, 16, panel, panel << 1);
  for (let i = rows & ~7; i < rows; i += 4)
    packFourColumns(source + (i << 2), stride, depth, rows - i, to + <usize>(i >> 2) * panel);
}

/** Columns of B, [depth, columns], as panels of eight. */
function packSideB(source: usize, stride: usize, depth: i32, columns: i32, to: usize): void {
  const panel = (<usize>depth) << 5,
    whole = columns & ~7;
  packRowByRow(source, stride, depth, whole >> 3, to, 32, 16, panel);
  if (whole < columns)
    packColumns(source + (whole << 2), stride, depth, columns - whole, to + <usize>(whole >> 3) * panel);
}

/** Sums of equal parts in their order: {parts [count, size], count, size, to, floats a chunk}. */
export function sumParts(args: usize, chunk: i32, scratch: usize): void {
  const parts = load<usize>(args),
    count = load<i32>(args, 4),
    size = load<i32>(args, 8),
    to = load<usize>(args, 12);
  const own = load<i32>(args, 16);
  const first = chunk * own,
    end = min(size, first + own),
    stride = (<usize>size) << 2;
  let i = first;
  for (; i + 4 <= end; i += 4) {
    let from = parts + (i << 2),
      sum = i32x4.splat(0);
    for (let part = 0; part < count; part++, from += stride) sum = f32x4.add(sum, v128.load(from));
    v128.store(to + (i << 2), sum);
  }
  for (; i < end; i++) {
    let from = parts + (i << 2),
      sum: f32 = 0;
    for (let part = 0; part < count; part++, from += stride) sum += load<f32>(from);
    store<f32>(to + (i << 2), sum);
  }
}

/** C = activation(C'' + bias) turned: {from [columns, rows], to, stride of `to` in floats, rows, columns, bias, flags, rows a chunk}. */
export function turnOutput(args: usize, chunk: i32, scratch: usize): void {
  const from = load<usize>(args),
    to = load<usize>(args, 4),
    stride = load<i32>(args, 8);
  const rows = load<i32>(args, 12),
    columns = load<i32>(args, 16),
    bias = load<usize>(args, 20);
  const relu = load<i32>(args, 24),
    own = load<i32>(args, 28);
  const first = chunk * own,
    end = min(rows, first + own);
  const strideFrom = (<usize>rows) << 2,
    strideTo = (<usize>stride) << 2;
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    const add = bias ? v128.load(bias + (column << 2)) : i32x4.splat(0);
    const source = from + <usize>column * strideFrom;
    let row = first;
    for (; row + 4 <= end; row += 4)
      turnFour(source + (row << 2), strideFrom, to + <usize>row * strideTo + (column << 2), strideTo, add, relu);
    for (; row < end; row++)
      for (let i = 0; i < 4; i++)
        turnOne(source + <usize>i * strideFrom + (row << 2), to + <usize>row * strideTo + ((column + i) << 2), bias ? bias + ((column + i) << 2) : 0, relu);
  }
  for (; column < columns; column++)
    for (let row = first; row < end; row++)
      turnOne(from + <usize>column * strideFrom + (row << 2), to + <usize>row * strideTo + (column << 2), bias ? bias + (column << 2) : 0, relu);
}

function turnOne(from: usize, to: usize, bias: usize, relu: i32): void {
  const value = load<f32>(from) + (bias ? load<f32>(bias) : <f32>0);
  store<f32>(to, relu ? max(value, <f32>0) : value);
}

/** Four rows of four become columns. */
// @ts-ignore: decorator
@inline
function turnFour(from: usize, strideFrom: usize, to: usize, strideTo: usize, add: v128, relu: i32): void {
  const x0 = v128.load(from),
    x1 = v128.load(from + strideFrom),
    x2 = v128.load(from + (strideFrom << 1)),
    x3 = v128.load(from + 3 * strideFrom);
  const l01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5),
    h01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
  const l23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5),
    h23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
  storeOutput(to, v128.shuffle<f32>(l01, l23, 0, 1, 4, 5), add, relu);
  storeOutput(to + strideTo, v128.shuffle<f32>(l01, l23, 2, 3, 6, 7), add, relu);
  storeOutput(to + (strideTo << 1), v128.shuffle<f32>(h01, h23, 0, 1, 4, 5), add, relu);
  storeOutput(to + 3 * strideTo, v128.shuffle<f32>(h01, h23, 2, 3, 6, 7), add, relu);
}

// @ts-ignore: decorator
@inline
function storeOutput(to: usize, sums: v128, add: v128, relu: i32): void {
  const values = f32x4.add(sums, add);
  v128.store(to, relu ? f32x4.max(values, i32x4.splat(0)) : values);
}

/** The micro-kernel alone, on panels in the nearest cache, to be measured: {a, b, depth, repetitions}. */
export function microKernel(args: usize, chunk: i32, scratch: usize): void {
  const a = load<usize>(args),
    b = load<usize>(args, 4);
  const depth = load<i32>(args, 8),
    repetitions = load<i32>(args, 12);
  for (let i = 0; i < repetitions; i++) tilesOfPanels(a, 1, b, depth, scratch, 32, ACCUMULATE, 0);
}
