import type { BufferUse } from '../../program.ts';
import type { Cell } from './cell.ts';
import type { Plan } from './plan.ts';

/** What the kernels of a layer, there and back, are made for. */
export interface Kind {
  readonly cell: Cell;
  readonly units: number;
  readonly plan: Plan;
}

/** Which part of the frames a dispatch takes, in the order in which it meets them. */
export const sequenceParams = {
  batch: 'u32',
  frames: 'u32',
  first: 'u32',
  end: 'u32',
  reverse: 'u32',
  /** Where the room of the workgroups begins among the numbers carried. */
  scratch: 'u32',
} as const;

/** Units in fours. */
export const foursOf = (units: number): number => Math.ceil(units / 4);

/** How numbers that come in rows of units are declared: four at once where that is how they lie. */
export const elementOf = (units: number): 'f32' | 'vec4f' => (units % 4 === 0 ? 'vec4f' : 'f32');

export const use = (mode: 'read' | 'write', units: number): BufferUse => `${mode} ${elementOf(units)}`;

/** `read_NAME(line, j)`: four units of row `line` of a buffer of such rows, zeros past its end. */
export function reader(name: string, units: number): string {
  const head = `fn read_${name}(line: u32, j: u32) -> vec4f {`;
  if (units % 4 === 0) return `${head} return ${name}[line * ${units / 4} + j]; }`;
  const one = (i: number) => `select(0.0, ${name}[at + ${i}], 4 * j + ${i} < ${units})`;
  return `${head} let at = line * ${units} + 4 * j; return vec4f(${[0, 1, 2, 3].map(one).join(', ')}); }`;
}

/** `write_NAME(line, j, value)`. */
export function writer(name: string, units: number): string {
  const head = `fn write_${name}(line: u32, j: u32, value: vec4f) {`;
  if (units % 4 === 0) return `${head} ${name}[line * ${units / 4} + j] = value; }`;
  const one = (i: number) => `if (4 * j + ${i} < ${units}) { ${name}[at + ${i}] = value[${i}]; }`;
  return `${head} let at = line * ${units} + 4 * j; ${[0, 1, 2, 3].map(one).join(' ')} }`;
}

/** Four of the numbers that go from frame to frame, of `row` and units `j`. */
export const carriedAt = (which: number, units: number): string =>
  `room[(${which} * p.batch + row) * ${foursOf(units)} + j]`;

/** To the first frame. */
export const nothingCarried = (count: number, units: number): string =>
  Array.from({ length: count }, (_, which) => `${carriedAt(which, units)} = vec4f();`).join(' ');

/**
 * Activations without overflow: what is raised is never above 0. And without min() or clamp(), which may lose what is
 * not a number.
 */
const activations = `
fn sigmoid(a: vec4f) -> vec4f {
  let e = exp(-abs(a));
  return select(e, vec4f(1), a >= vec4f()) / (1 + e);
}
fn squash(a: vec4f) -> vec4f {
  let e = exp(-2 * abs(a));
  let t = (1 - e) / (1 + e);
  return select(-t, t, a >= vec4f());
}`;

/** Valid frames of a row; none past the end of the batch. */
const lengthsOfRows = `
fn validOf(row: u32) -> u32 {
  return select(0, u32(clamp(lengths[min(row, p.batch - 1)], 0, i32(p.frames))), row < p.batch);
}
fn longestOf(top: u32, rows: u32) -> u32 {
  var longest = 0u;
  for (var r = 0u; r < rows; r++) { longest = max(longest, validOf(top + r)); }
  return longest;
}`;

/** The product of a frame: `inside`, [rows, depth], by `weights`, [depth, columns], into `parts`, [slices, rows, columns]. */
export interface FrameProduct {
  /** Declarations and functions. */
  readonly head: string;
  /** At the beginning of the kernel. */
  readonly start: string;
  inside(index: string): string;
  /** Sum over the slices. */
  gathered(index: string): string;
  readonly product: string;
  readonly barrier: string;
}

/**
 * @param depth in fours
 * @param columns in fours
 * @param bias whether a row of weights more is added
 */
export function frameProduct(plan: Plan, depth: number, columns: number, bias: boolean): FrameProduct {
  const { rows, slices, invocations, memory } = plan;
  const workgroup = memory === 'workgroup';
  const all = Array.from({ length: rows }, (_, r) => r);
  const inside = (index: string) => (workgroup ? `inside[${index}]` : `room[scratch + ${index}]`);
  const parts = (index: string) => (workgroup ? `parts[${index}]` : `room[scratch + ${rows * depth} + ${index}]`);
  const deep = Math.ceil(depth / slices);
  const begin = bias ? `select(vec4f(), weights[${4 * depth * columns} + n], slice == 0)` : 'vec4f()';
  const scratch = workgroup ? '' : 'scratch: u32, ';
  return {
    head: `
${workgroup ? `var<workgroup> inside: array<vec4f, ${rows * depth}>;\nvar<workgroup> parts: array<vec4f, ${slices * rows * columns}>;` : ''}
${activations}
${lengthsOfRows}
fn gathered(${scratch}i: u32) -> vec4f {
  var sum = ${parts('i')};
  for (var slice = 1u; slice < ${slices}; slice++) { sum += ${parts(`slice * ${rows * columns} + i`)}; }
  return sum;
}
fn multiply(${scratch}lane: u32) {
  for (var item = lane; item < ${slices * columns}; item += ${invocations}) {
    let slice = item / ${columns};
    let n = item % ${columns};
    let begin = ${begin};
    ${all.map((r) => `var sum${r} = begin;`).join(' ')}
    for (var k = slice * ${deep}; k < min((slice + 1) * ${deep}, ${depth}); k++) {
      let at = 4 * k * ${columns} + n;
      ${[0, 1, 2, 3].map((i) => `let w${i} = weights[at + ${i * columns}];`).join(' ')}
      ${all.map((r) => `let a${r} = ${inside(`${r * depth} + k`)}; sum${r} += a${r}.x * w0 + a${r}.y * w1 + a${r}.z * w2 + a${r}.w * w3;`).join('\n      ')}
    }
    ${all.map((r) => `${parts(`(slice * ${rows} + ${r}) * ${columns} + n`)} = sum${r};`).join('\n    ')}
  }
}`,
    start: `let top = group.x * ${rows};
  let longest = longestOf(top, ${rows});
  ${workgroup ? '' : `let scratch = p.scratch + group.x * ${rows * (depth + slices * columns)};`}`,
    inside,
    gathered: (index) => `gathered(${workgroup ? '' : 'scratch, '}${index})`,
    product: `multiply(${workgroup ? '' : 'scratch, '}lane);`,
    barrier: workgroup ? 'workgroupBarrier();' : 'storageBarrier();',
  };
}
