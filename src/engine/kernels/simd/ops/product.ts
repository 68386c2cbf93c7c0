import type { Machine } from '../machine.ts';
import { sumParts } from './sum-parts.ts';

/** A matrix in the kernels' memory, row-major. */
export interface Matrix {
  readonly address: number;
  /** Floats from one row to the next as it lies. */
  readonly stride: number;
  /** Whether it lies transposed. */
  readonly transposed?: boolean;
}

export interface ProductShape {
  /** Of A and C. */
  readonly rows: number;
  /** Of B and C. */
  readonly columns: number;
  /** Columns of A, rows of B. */
  readonly depth: number;
}

export interface Epilogue {
  /** Address of [columns] floats to be added, or 0. */
  readonly bias?: number;
  /** Negative sums become zero. */
  readonly relu?: boolean;
}

const RELU = 2;
/** Rows that stay near while a panel of B goes by. */
const ROWS_A_CHUNK = 32;
/**
 * So many rows come from afar: chunks of them are gone through in blocks of {@link ROWS_A_CHUNK}, and the next block is
 * fetched meanwhile. That pays where the sums take long enough; deeper products than a panel are done in parts, without.
 */
const MANY_ROWS = 8_192;
const MANY_ROWS_A_CHUNK = 256;
const AHEAD_DEPTH = { min: 32, max: 256 } as const;
/** Chunks for each thread at least, so that none waits long for the last. */
const CHUNKS_A_THREAD = 16;
const COLUMNS_A_CHUNK = 128;
/** Multiply-adds below which handing out chunks costs more than it gives. */
const WORTH_SHARING = 100_000;
const MIN_DEEP = 512;
const MAX_DEEP_SIDE = 512;
/** Depth of a segment at least, and how many there are at most: a number that many numbers of threads divide. */
const MIN_SEGMENT = 960;
const MAX_SEGMENTS = 24;

/** C = activation(A B + bias). */
export function product(
  machine: Machine,
  a: Matrix,
  b: Matrix,
  c: Matrix,
  shape: ProductShape,
  epilogue: Epilogue = {},
): void {
  const { rows, columns, depth } = shape;
  if (rows * columns === 0) return;
  if (depth === 0) return withoutDepth(machine, c, shape, epilogue);
  const deep = depth >= MIN_DEEP && rows <= MAX_DEEP_SIDE && columns <= MAX_DEEP_SIDE && c.stride === columns;
  const plain = !epilogue.bias && !epilogue.relu;
  if (a.transposed && !b.transposed && deep && plain) deepProduct(machine, a, b, c, shape);
  else if (!a.transposed && b.transposed && rows < columns && columns >= 16)
    turnedProduct(machine, a, b, c, shape, epilogue);
  else packedProduct(machine, a, b, c, shape, epilogue);
}

/** A product of nothing is zero. */
function withoutDepth(
  { memory }: Machine,
  c: Matrix,
  { rows, columns }: ProductShape,
  { bias, relu = false }: Epilogue,
): void {
  const sums = new Float32Array(columns);
  if (bias) sums.set(new Float32Array(memory.buffer, bias, columns));
  const outputs = relu ? sums.map((sum) => Math.max(sum, 0)) : sums;
  for (let row = 0; row < rows; row++)
    new Float32Array(memory.buffer, c.address + 4 * row * c.stride, columns).set(outputs);
}

/** Packs B, then takes rows of A chunk by chunk. */
function packedProduct(
  machine: Machine,
  a: Matrix,
  b: Matrix,
  c: Matrix,
  { rows, columns, depth }: ProductShape,
  { bias = 0, relu = false }: Epilogue,
): void {
  const shared = rows * columns * depth >= WORTH_SHARING;
  const panels = Math.ceil(columns / 8);
  const panelsAChunk = shared ? Math.max(1, Math.ceil(8192 / depth)) : panels;
  const across = shared && rows < 8 * ROWS_A_CHUNK && columns > COLUMNS_A_CHUNK;
  const columnsAChunk = across ? COLUMNS_A_CHUNK : panels * 8;
  machine.heap.scope((room) => {
    const packed = room(4 * panels * 8 * depth);
    machine.run('packB', Math.ceil(panels / panelsAChunk), [
      ...[b.address, b.stride, b.transposed ? 1 : 0, depth, columns, packed, panelsAChunk],
    ]);
    const rowsAChunk = a.transposed ? ROWS_A_CHUNK : rowsOfChunk(machine.threads, rows, depth);
    machine.run('multiply', Math.ceil(rows / rowsAChunk) * Math.ceil(columns / columnsAChunk), [
      ...[a.address, a.stride, a.transposed ? 1 : 0, packed, c.address, c.stride],
      ...[rows, columns, depth, relu ? RELU : 0, bias, rowsAChunk, columnsAChunk],
    ]);
  });
}

/** Rows a chunk, of which all but the first {@link ROWS_A_CHUNK} are fetched ahead. */
function rowsOfChunk(threads: number, rows: number, depth: number): number {
  let chunk = rows < MANY_ROWS || depth < AHEAD_DEPTH.min || depth > AHEAD_DEPTH.max ? ROWS_A_CHUNK : MANY_ROWS_A_CHUNK;
  while (chunk > ROWS_A_CHUNK && rows < CHUNKS_A_THREAD * chunk * threads) chunk /= 2;
  return chunk;
}

/** (B' A')': where B is the larger side and lies in rows, it is A that is packed. */
function turnedProduct(
  machine: Machine,
  a: Matrix,
  b: Matrix,
  c: Matrix,
  { rows, columns, depth }: ProductShape,
  { bias = 0, relu = false }: Epilogue,
): void {
  machine.heap.scope((room) => {
    const turned = room(4 * rows * columns);
    packedProduct(
      machine,
      { address: b.address, stride: b.stride },
      { address: a.address, stride: a.stride, transposed: true },
      { address: turned, stride: rows },
      { rows: columns, columns: rows, depth },
      {},
    );
    machine.run('turnOutput', 1, [turned, c.address, c.stride, rows, columns, bias, relu ? 1 : 0, rows]);
  });
}

/** A' B of a great depth: segments of it are summed apart, whatever the number of threads, and then in their order. */
function deepProduct(machine: Machine, a: Matrix, b: Matrix, c: Matrix, { rows, columns, depth }: ProductShape): void {
  const segment = Math.ceil(depth / Math.min(MAX_SEGMENTS, Math.ceil(depth / MIN_SEGMENT)));
  const segments = Math.ceil(depth / segment);
  const size = rows * columns;
  machine.heap.scope((room) => {
    const parts = segments === 1 ? c.address : room(4 * segments * size);
    machine.run('multiplyDeep', segments, [
      ...[a.address, a.stride, b.address, b.stride, parts],
      ...[rows, columns, depth, segment],
    ]);
    if (segments === 1) return;
    sumParts(machine, parts, segments, size, c.address);
  });
}
