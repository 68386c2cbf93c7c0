import type { Program } from '../program.ts';
import { finished, productBuffers, productParams, type ProductKind, type ProductSize } from './shape.ts';

/** A workgroup's part of C, and how its invocations share the work. */
interface Tiling {
  /** Rows and columns of C. */
  readonly side: number;
  /** Numbers along the depth that are in the workgroup's memory at once. */
  readonly deep: number;
  /** Groups of invocations that each take their part of the depth. */
  readonly slices: number;
}

const INVOCATIONS = 256;
/** Each invocation computes so many rows and columns. */
const OWN = 4;
const LARGE: Tiling = { side: 64, deep: 16, slices: 1 };
const SMALL: Tiling = { side: 32, deep: 32, slices: 4 };
/** Large tiles from so many on: fewer would leave most of a GPU idle. */
const ENOUGH_TILES = 64;

/** Fills a tile from rows that lie along the depth, or across it, neighbours reading neighbours. */
function fill(tile: string, from: string, { side, deep }: Tiling, alongDepth: boolean, edge: string): string {
  const [fast, slow] = alongDepth ? [deep, side] : [side, deep];
  const [inner, outer] = alongDepth ? ['k', 'r'] : ['r', 'k'];
  const start = tile === 'tileA' ? 'top' : 'left';
  return `for (var i = local; i < ${fast * slow}; i += ${INVOCATIONS}) {
    let ${inner} = i % ${fast};
    let ${outer} = i / ${fast};
    let line = ${start} + r;
    let depth = deepest + k;
    let at = ${alongDepth ? 'line * p.depth + depth' : `depth * ${edge} + line`};
    ${tile}[k * ${side + 1} + r] = select(0.0, ${from}[min(at, ${edge} * p.depth - 1)], line < ${edge} && depth < p.depth);
  }`;
}

const rows = (line: (row: number) => string): string => Array.from({ length: OWN }, (_, r) => line(r)).join('\n  ');

function programOf(kind: ProductKind, tiling: Tiling): Program {
  const { side, deep, slices } = tiling;
  const across = side / OWN;
  const each = INVOCATIONS / slices;
  const own = deep / slices;
  const gathered = `for (var slice = 1u; slice < ${slices}; slice++) {
    workgroupBarrier();
    if (own == slice) { ${rows((r) => `parts[place * ${OWN} + ${r}] = sum${r};`)} }
    workgroupBarrier();
    if (own == 0) { ${rows((r) => `sum${r} += parts[place * ${OWN} + ${r}];`)} }
  }`;
  return {
    name: `product, tiles of ${side}`,
    buffers: {
      a: productBuffers.a,
      b: productBuffers.b,
      ...(kind.bias && { bias: 'read f32' as const }),
      c: 'write f32',
    },
    params: productParams,
    code: `
var<workgroup> tileA: array<f32, ${deep * (side + 1)}>;
var<workgroup> tileB: array<f32, ${deep * (side + 1)}>;
${slices > 1 ? `var<workgroup> parts: array<vec4f, ${(side * side) / 4}>;` : ''}
fn store(m: u32, left: u32, sum: vec4f) {
  if (m >= p.rows) { return; }
  for (var j = 0u; j < ${OWN} && left + j < p.columns; j++) {
    let n = left + j;
    let value = sum[j];
    c[m * p.columns + n] = ${finished('value', 'n', kind)};
  }
}
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let left = group.x * ${side};
  let top = group.y * ${side};
  let own = local / ${each};
  let place = local % ${each};
  let column = (place % ${across}) * ${OWN};
  let row = (place / ${across}) * ${OWN};
  ${rows((r) => `var sum${r} = vec4f();`)}
  for (var deepest = 0u; deepest < p.depth; deepest += ${deep}) {
    workgroupBarrier();
    ${fill('tileA', 'a', tiling, !kind.transposeA, 'p.rows')}
    ${fill('tileB', 'b', tiling, kind.transposeB, 'p.columns')}
    workgroupBarrier();
    for (var k = own * ${own}; k < own * ${own} + ${own}; k++) {
      let a = k * ${side + 1} + row;
      let b = k * ${side + 1} + column;
      let four = vec4f(tileB[b], tileB[b + 1], tileB[b + 2], tileB[b + 3]);
      ${rows((r) => `sum${r} += tileA[a + ${r}] * four;`)}
    }
  }
  ${slices > 1 ? gathered : ''}
  if (own == 0) { ${rows((r) => `store(top + row + ${r}, left + column, sum${r});`)} }
}`,
  };
}

/** A product by tiles in the workgroup's memory: each number is read from far once for every tile. */
export function tiledProduct(
  kind: ProductKind,
  { rows, columns }: ProductSize,
): { readonly key: string; readonly make: () => Program; readonly workgroups: [number, number] } {
  const tiles = (side: number): [number, number] => [Math.ceil(columns / side), Math.ceil(rows / side)];
  const [across, down] = tiles(LARGE.side);
  const tiling = across * down >= ENOUGH_TILES ? LARGE : SMALL;
  return {
    key: `tiled ${JSON.stringify([kind, tiling])}`,
    make: () => programOf(kind, tiling),
    workgroups: tiles(tiling.side),
  };
}
