import type { Program } from '../program.ts';
import { finished, productParams, type ProductKind, type ProductSize } from './shape.ts';

/** Rows of C that one invocation computes, four columns wide: more where four of A's are read at once. */
const rowsOf = ({ transposeA }: Pick<ProductKind, 'transposeA'>): number => (transposeA ? 16 : 8);
const COLUMNS = 4;
/** Invocations of a workgroup: across columns, down rows. */
const ACROSS = 8;
const DOWN = 4;

/** Which buffers are read four numbers at once: those whose rows, as they lie, are multiples of four. */
interface Wide {
  readonly a: boolean;
  readonly b: boolean;
  readonly c: boolean;
}

const rowsUpTo = (count: number, line: (row: number) => string): string =>
  Array.from({ length: count }, (_, row) => line(row)).join('\n');

/** Numbers k to k + 3 of row m of A. */
function readA(wide: boolean): string {
  return wide
    ? 'fn readA(m: u32, k: u32) -> vec4f { return a[(m * p.depth + k) / 4]; }'
    : `fn readA(m: u32, k: u32) -> vec4f {
  let i = m * p.depth + k;
  return vec4f(a[i], a[i + 1], a[i + 2], a[i + 3]);
}`;
}

/** Columns n to n + 3 of row k of B; those past its end are of no use to anyone. */
function readB(kind: ProductKind, wide: boolean): string {
  if (kind.transposeB)
    return `fn readB(k: u32, n: u32) -> vec4f {
  let last = p.columns - 1;
  return vec4f(${[0, 1, 2, 3].map((j) => `b[min(n + ${j}, last) * p.depth + k]`).join(', ')});
}`;
  return wide
    ? 'fn readB(k: u32, n: u32) -> vec4f { return b[(k * p.columns + n) / 4]; }'
    : `fn readB(k: u32, n: u32) -> vec4f {
  let last = p.columns - 1;
  let row = k * p.columns;
  return vec4f(${[0, 1, 2, 3].map((j) => `b[row + min(n + ${j}, last)]`).join(', ')});
}`;
}

/** Rows k to k + 3 of B, columns n to n + 3, as `b0` to `b3`. */
function readBlockB(kind: ProductKind, wide: boolean): string {
  if (!kind.transposeB || !wide) return rowsUpTo(4, (row) => `let b${row} = readB(k + ${row}, n);`);
  const lying = rowsUpTo(4, (j) => `let t${j} = b[(min(n + ${j}, p.columns - 1) * p.depth + k) / 4];`);
  return `${lying}\n${rowsUpTo(4, (row) => `let b${row} = vec4f(t0[${row}], t1[${row}], t2[${row}], t3[${row}]);`)}`;
}

/** A's rows lie along the depth: four deep at a time, then what is left. */
function alongRows(kind: ProductKind, wide: Wide): string {
  const rows = rowsOf(kind);
  const four = `for (var k = 0u; k + 4 <= p.depth; k += 4) {
  ${readBlockB(kind, wide.b)}
  ${rowsUpTo(rows, (r) => `let a${r} = readA(m${r}, k); sum${r} += a${r}.x * b0 + a${r}.y * b1 + a${r}.z * b2 + a${r}.w * b3;`)}
}`;
  if (wide.a) return four;
  return `${four}
for (var k = p.depth & ~3u; k < p.depth; k++) {
  let row = readB(k, n);
  ${rowsUpTo(rows, (r) => `sum${r} += a[m${r} * p.depth + k] * row;`)}
}`;
}

/** A's columns lie along the rows of C: one deep at a time. */
function acrossRows(kind: ProductKind, wide: Wide): string {
  const rows = rowsOf(kind);
  const quads = rowsUpTo(rows / 4, (q) =>
    wide.a
      ? `let a${q} = a[k * (p.rows / 4) + min(m / 4 + ${q}, p.rows / 4 - 1)];`
      : `let a${q} = vec4f(${[0, 1, 2, 3].map((j) => `a[k * p.rows + m${4 * q + j}]`).join(', ')});`,
  );
  return `for (var k = 0u; k < p.depth; k++) {
  let row = readB(k, n);
  ${quads}
  ${rowsUpTo(rows, (r) => `sum${r} += a${r >> 2}[${r & 3}] * row;`)}
}`;
}

function store(kind: ProductKind, wide: boolean): string {
  const rows = rowsOf(kind);
  if (wide) {
    const bias = kind.bias ? ' + bias[n / 4]' : '';
    const relu = (value: string) =>
      kind.activation === 'relu' ? `select(${value}, vec4f(), ${value} < vec4f())` : value;
    return rowsUpTo(rows, (r) => {
      return `if (m + ${r} < p.rows) { let value = sum${r}${bias}; c[((m + ${r}) * p.columns + n) / 4] = ${relu('value')}; }`;
    });
  }
  return rowsUpTo(rows, (r) => {
    const one = (j: number) =>
      `if (n + ${j} < p.columns) { let value = sum${r}[${j}]; c[(m + ${r}) * p.columns + n + ${j}] = ${finished('value', `n + ${j}`, kind)}; }`;
    return `if (m + ${r} < p.rows) { ${[0, 1, 2, 3].map(one).join(' ')} }`;
  });
}

function programOf(kind: ProductKind, wide: Wide): Program {
  const { transposeA, transposeB } = kind;
  const element = (isWide: boolean) => (isWide ? 'vec4f' : 'f32');
  return {
    name: 'product, direct',
    buffers: {
      a: `read ${element(wide.a)}`,
      b: `read ${element(wide.b)}`,
      ...(kind.bias && { bias: `read ${element(wide.c)}` as const }),
      c: `write ${element(wide.c)}`,
    },
    params: productParams,
    code: `
${transposeA ? '' : readA(wide.a)}
${transposeB && wide.b ? '' : readB(kind, wide.b)}
@compute @workgroup_size(${ACROSS}, ${DOWN})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x * ${COLUMNS};
  let m = id.y * ${rowsOf(kind)};
  if (n >= p.columns || m >= p.rows) { return; }
  ${rowsUpTo(rowsOf(kind), (r) => `let m${r} = min(m + ${r}, p.rows - 1); var sum${r} = vec4f();`)}
  ${transposeA ? acrossRows(kind, wide) : alongRows(kind, wide)}
  ${store(kind, wide.c)}
}`,
  };
}

/**
 * A product without memory of the workgroup and without barriers, right for adapters on which these cost much: every
 * invocation keeps some rows of 4 columns to itself.
 */
export function directProduct(
  kind: ProductKind,
  { rows, columns, depth }: ProductSize,
): { readonly key: string; readonly make: () => Program; readonly workgroups: [number, number] } {
  const alongDepth = depth % 4 === 0;
  const wide: Wide = {
    a: kind.transposeA ? rows % 4 === 0 : alongDepth,
    b: kind.transposeB ? alongDepth && !kind.transposeA : columns % 4 === 0,
    c: columns % 4 === 0,
  };
  return {
    key: `direct ${JSON.stringify([kind, wide])}`,
    make: () => programOf(kind, wide),
    workgroups: [Math.ceil(columns / (COLUMNS * ACROSS)), Math.ceil(rows / (rowsOf(kind) * DOWN))],
  };
}
