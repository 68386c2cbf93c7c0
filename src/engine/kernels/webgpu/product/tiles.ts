/** A workgroup's part of C, and how its invocations share the work. */
export interface Tiling {
  /** Rows and columns of C. */
  readonly side: number;
  /** Numbers along the depth that are in the workgroup's memory at once. */
  readonly deep: number;
  /** Groups of invocations that each take their part of the depth. */
  readonly slices: number;
}

export const INVOCATIONS = 256;
/** Each invocation computes so many rows and columns. */
export const OWN = 4;
const LARGE: Tiling = { side: 64, deep: 16, slices: 1 };
const SMALL: Tiling = { side: 32, deep: 32, slices: 4 };
/** Large tiles from so many on: fewer would leave most of a GPU idle. */
const ENOUGH_TILES = 64;

/**
 * The tiling for matrices of this size, and its workgroups.
 * @param matrices that are computed side by side
 */
export function chooseTiling(
  rows: number,
  columns: number,
  matrices = 1,
): { readonly tiling: Tiling; readonly across: number; readonly down: number } {
  const tilesOf = (tiling: Tiling) => ({
    tiling,
    across: Math.ceil(columns / tiling.side),
    down: Math.ceil(rows / tiling.side),
  });
  const large = tilesOf(LARGE);
  return large.across * large.down * matrices >= ENOUGH_TILES ? large : tilesOf(SMALL);
}

/** Statements of a product by tiles. All of them may read `local`, `group`, `top` and `left`, those of this workgroup. */
export interface TiledParts {
  /** Before anything else. */
  readonly begin?: string;
  /** WGSL of the depth where the sums begin and before which they end; uniform in a workgroup. */
  readonly first?: string;
  readonly end: string;
  /** Fills `tileA` and `tileB`, [deep, side + 1], from `deepest` on, with zeros where there is nothing. */
  readonly fill: string;
  /** Takes four sums of row `m` from column `n` on, by the name of a vec4f; some or all may be beyond the edge. */
  store(m: string, n: string, sum: string): string;
}

const rows = (line: (row: number) => string): string => Array.from({ length: OWN }, (_, r) => line(r)).join('\n  ');

/** A kernel that computes a product by tiles in the workgroup's memory: each number is read from far once for every tile. */
export function tilesCode(
  { side, deep, slices }: Tiling,
  { begin = '', first = '0u', end, fill, store }: TiledParts,
): string {
  const across = side / OWN;
  const each = INVOCATIONS / slices;
  const own = deep / slices;
  const gathered = `for (var slice = 1u; slice < ${slices}; slice++) {
    workgroupBarrier();
    if (own == slice) { ${rows((r) => `parts[place * ${OWN} + ${r}] = sum${r};`)} }
    workgroupBarrier();
    if (own == 0) { ${rows((r) => `sum${r} += parts[place * ${OWN} + ${r}];`)} }
  }`;
  return `
var<workgroup> tileA: array<f32, ${deep * (side + 1)}>;
var<workgroup> tileB: array<f32, ${deep * (side + 1)}>;
${slices > 1 ? `var<workgroup> parts: array<vec4f, ${(side * side) / 4}>;` : ''}
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let left = group.x * ${side};
  let top = group.y * ${side};
  let own = local / ${each};
  let place = local % ${each};
  let column = (place % ${across}) * ${OWN};
  let row = (place / ${across}) * ${OWN};
  ${begin}
  ${rows((r) => `var sum${r} = vec4f();`)}
  for (var deepest = ${first}; deepest < ${end}; deepest += ${deep}) {
    workgroupBarrier();
    ${fill}
    workgroupBarrier();
    for (var k = own * ${own}; k < own * ${own} + ${own}; k++) {
      let a = k * ${side + 1} + row;
      let b = k * ${side + 1} + column;
      let four = vec4f(tileB[b], tileB[b + 1], tileB[b + 2], tileB[b + 3]);
      ${rows((r) => `sum${r} += tileA[a + ${r}] * four;`)}
    }
  }
  ${slices > 1 ? gathered : ''}
  if (own == 0) { ${rows((r) => store(`top + row + ${r}`, 'left + column', `sum${r}`))} }
}`;
}
