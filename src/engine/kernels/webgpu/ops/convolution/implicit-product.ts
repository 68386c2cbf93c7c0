import type { Program } from '../../program.ts';
import { productDesign } from '../../product/designs.ts';
import { chooseTiling, INVOCATIONS, OWN, tilesCode, type Tiling } from '../../product/tiles.ts';

/** A product of which a side is never in memory: its numbers are found from what is known of their row and their depth. */
export interface ImplicitProduct extends Omit<Program, 'code'> {
  readonly functions: string;
  /** Declares `rows`, `columns`, `first` and `end` of the depth; may read `group`, whose z tells matrices apart. */
  readonly begin: string;
  /** WGSL of what is known of a row of A, and of a depth that is given by its digits. */
  row(m: string): string;
  deep(digits: string): string;
  /** How far the last two of these digits count. */
  readonly limits: readonly [last: string, middle: string];
  /** A number of A. */
  a(row: string, deep: string): string;
  /** A number of B; `valid` tells whether it is there. May read `top`, the first row. */
  b(deep: string, n: string, valid: string): string;
  /** Takes a sum. */
  store(row: string, m: string, n: string, sum: string): string;
  /** Whether neighbours in A are those along the depth, or the rows. */
  readonly alongDepth: boolean;
}

/** Rows and columns that one invocation of the direct design computes, and invocations of its workgroups. */
const ROWS = 8;
const COLUMNS = 4;
const ACROSS = 8;
const DOWN = 4;

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n  ');

/** Without memory of the workgroup and barriers. Neighbours take neighbouring columns, so that they read as one. */
function directCode({ functions, begin, row, deep, limits, a, b, store }: ImplicitProduct): string {
  const four = (each: (n: string) => string): string =>
    Array.from({ length: COLUMNS }, (_, j) => each(`n + ${ACROSS * j}`)).join(', ');
  return `${functions}
@compute @workgroup_size(${ACROSS}, ${DOWN})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) own: vec3u) {
  ${begin}
  let n = group.x * ${ACROSS * COLUMNS} + own.x;
  let top = (group.y * ${DOWN} + own.y) * ${ROWS};
  if (n >= columns || top >= rows) { return; }
  ${lines(ROWS, (r) => `let row${r} = ${row(`min(top + ${r}, rows - 1)`)}; var sum${r} = vec4f();`)}
  var digits = digitsOf(first, ${limits.join(', ')});
  for (var k = first; k < end; k++) {
    let deep = ${deep('digits')};
    let b = vec4f(${four((at) => b('deep', `min(${at}, columns - 1)`, `${at} < columns`))});
    ${lines(ROWS, (r) => `sum${r} += ${a(`row${r}`, 'deep')} * b;`)}
    digits = next(digits, ${limits.join(', ')});
  }
  ${lines(ROWS * COLUMNS, (i) => {
    const [r, j] = [Math.floor(i / COLUMNS), i % COLUMNS];
    const at = `n + ${ACROSS * j}`;
    return `if (top + ${r} < rows && ${at} < columns) { ${store(`row${r}`, `(top + ${r})`, `(${at})`, `sum${r}[${j}]`)} }`;
  })}
}`;
}

/** By tiles: what an invocation knows of its row, or of its depth, it keeps from tile to tile. */
function tiledCode(
  { functions, begin, row, deep, limits, a, b, store, alongDepth }: ImplicitProduct,
  tiling: Tiling,
): string {
  const { side, deep: depth } = tiling;
  const fast = alongDepth ? depth : side;
  const turns = (side * depth) / INVOCATIONS;
  const apart = INVOCATIONS / fast;
  const place = (k: string, r: string): string => `(${k}) * ${side + 1} + ${r}`;
  const fillOne = (k: string, r: string, rowName: string, deepName: string): string => `
    { let n = left + ${r};
      let there = deepest + ${k} < end;
      let valid = there && n < columns;
      tileA[${place(k, r)}] = select(0.0, ${a(rowName, deepName)}, there && top + ${r} < rows);
      let b = ${b(deepName, 'min(n, columns - 1)', 'valid')};
      tileB[${place(k, r)}] = select(0.0, b, valid); }`;
  const rowOf = (r: string): string => row(`min(top + ${r}, rows - 1)`);
  const deepOf = (k: string): string => deep(`digitsOf(min(deepest + ${k}, end - 1), ${limits.join(', ')})`);
  return `${functions}
${tilesCode(tiling, {
  begin: `${begin}
  let fast = local % ${fast};
  ${lines(turns, (t) => `let slow${t} = local / ${fast} + ${apart * t};`)}
  ${alongDepth ? lines(turns, (t) => `let row${t} = ${rowOf(`slow${t}`)};`) : `let ownRow = ${rowOf('fast')};`}`,
  first: 'first',
  end: 'end',
  fill: alongDepth
    ? `let deep = ${deepOf('fast')};${lines(turns, (t) => fillOne('fast', `slow${t}`, `row${t}`, 'deep'))}`
    : lines(turns, (t) => `let deep${t} = ${deepOf(`slow${t}`)};${fillOne(`slow${t}`, 'fast', 'ownRow', `deep${t}`)}`),
  store: (m, n, sum) => `if (${m} < rows) {
    let storedRow = ${row(m)};
    for (var j = 0u; j < ${OWN} && ${n} + j < columns; j++) { ${store('storedRow', `(${m})`, `(${n} + j)`, `${sum}[j]`)} }
  }`,
})}`;
}

const programs = new Map<string, Program>();

/**
 * The program in the design in use, and its workgroups.
 * @param key tells one product from another
 * @param matrices that are computed side by side, by `group.z`
 */
export function implicitProgram(
  key: string,
  make: () => ImplicitProduct,
  { rows, columns, matrices }: { readonly rows: number; readonly columns: number; readonly matrices: number },
): { readonly program: Program; readonly workgroups: [number, number, number] } {
  const { tiling, across, down } = chooseTiling(rows, columns, matrices);
  const direct = productDesign() === 'direct';
  const workgroups: [number, number, number] = direct
    ? [Math.ceil(columns / (ACROSS * COLUMNS)), Math.ceil(rows / (DOWN * ROWS)), matrices]
    : [across, down, matrices];
  const whole = `${key}, ${direct ? 'direct' : `tiles of ${tiling.side}`}`;
  let program = programs.get(whole);
  if (!program) {
    const product = make();
    const { buffers, params = {} } = product;
    program = { name: whole, buffers, params, code: direct ? directCode(product) : tiledCode(product, tiling) };
    programs.set(whole, program);
  }
  return { program, workgroups };
}
