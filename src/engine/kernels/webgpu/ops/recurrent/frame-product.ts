import type { Plan } from './plan.ts';

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
