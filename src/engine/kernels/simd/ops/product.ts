import type { Machine } from '../machine.ts';

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
const COLUMNS_A_CHUNK = 128;
/** Multiply-adds below which handing out chunks costs more than it gives. */
const WORTH_SHARING = 100_000;
const MIN_DEEP = 512;
const MAX_DEEP_SIDE = 512;
const SEGMENT = 1024;

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
  const deep = depth >= MIN_DEEP && rows <= MAX_DEEP_SIDE && columns <= MAX_DEEP_SIDE && c.stride === columns;
  const plain = !epilogue.bias && !epilogue.relu;
  if (a.transposed && !b.transposed && deep && plain) deepProduct(machine, a, b, c, shape);
  else if (!a.transposed && b.transposed && rows < columns && columns >= 16)
    turnedProduct(machine, a, b, c, shape, epilogue);
  else packedProduct(machine, a, b, c, shape, epilogue);
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
  const packed = machine.heap.allocate(4 * panels * 8 * depth);
  const panelsAChunk = shared ? Math.max(1, Math.ceil(8192 / depth)) : panels;
  machine.run('packB', Math.ceil(panels / panelsAChunk), [
    ...[b.address, b.stride, b.transposed ? 1 : 0, depth, columns, packed, panelsAChunk],
  ]);
  const across = shared && rows < 8 * ROWS_A_CHUNK && columns > COLUMNS_A_CHUNK;
  const columnsAChunk = across ? COLUMNS_A_CHUNK : panels * 8;
  machine.run('multiply', Math.ceil(rows / ROWS_A_CHUNK) * Math.ceil(columns / columnsAChunk), [
    ...[a.address, a.stride, a.transposed ? 1 : 0, packed, c.address, c.stride],
    ...[rows, columns, depth, relu ? RELU : 0, bias, ROWS_A_CHUNK, columnsAChunk],
  ]);
  machine.heap.release(packed);
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
  const turned = machine.heap.allocate(4 * rows * columns);
  packedProduct(
    machine,
    { address: b.address, stride: b.stride },
    { address: a.address, stride: a.stride, transposed: true },
    { address: turned, stride: rows },
    { rows: columns, columns: rows, depth },
    {},
  );
  machine.run('turnOutput', 1, [turned, c.address, c.stride, rows, columns, bias, relu ? 1 : 0, rows]);
  machine.heap.release(turned);
}

/** A' B of a great depth: segments of it are summed apart, whatever the number of threads, and then in their order. */
function deepProduct(machine: Machine, a: Matrix, b: Matrix, c: Matrix, { rows, columns, depth }: ProductShape): void {
  const segments = Math.ceil(depth / SEGMENT);
  const size = rows * columns;
  const parts = segments === 1 ? c.address : machine.heap.allocate(4 * segments * size);
  machine.run('multiplyDeep', segments, [
    a.address,
    a.stride,
    b.address,
    b.stride,
    parts,
    rows,
    columns,
    depth,
    SEGMENT,
  ]);
  if (segments === 1) return;
  const own = 4096;
  machine.run('sumParts', Math.ceil(size / own), [parts, segments, size, c.address, own, 0]);
  machine.heap.release(parts);
}
