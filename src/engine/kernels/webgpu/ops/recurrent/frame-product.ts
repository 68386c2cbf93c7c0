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
  const { rows, slices, invocations, wide, memory } = plan;
  const workgroup = memory === 'workgroup';
  const across = columns / wide;
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
  const eachRow = (line: (r: number) => string) => upTo(rows).map(line).join('\n      ');
  const eachFour = (part: (c: number) => string) => upTo(wide).map(part).join(' ');
  const inside = (index: string) => (workgroup ? `inside[${index}]` : `room[scratch + ${index}]`);
  const parts = (index: string) => (workgroup ? `parts[${index}]` : `room[scratch + ${rows * depth} + ${index}]`);
  const deep = Math.ceil(depth / slices);
  const begin = (c: number) =>
    bias ? `select(vec4f(), weights[${4 * depth * columns + c * across} + n], slice == 0)` : 'vec4f()';
  const dot = (r: number, c: number) => `a${r}.x * w0${c} + a${r}.y * w1${c} + a${r}.z * w2${c} + a${r}.w * w3${c}`;
  const scratch = workgroup ? '' : 'scratch: u32, ';
  return {
    head: `
${workgroup ? `var<workgroup> inside: array<vec4f, ${rows * depth}>;\nvar<workgroup> parts: array<vec4f, ${slices * rows * columns}>;` : ''}
fn gathered(${scratch}i: u32) -> vec4f {
  var sum = ${parts('i')};
  ${slices > 1 ? `for (var slice = 1u; slice < ${slices}; slice++) { sum += ${parts(`slice * ${rows * columns} + i`)}; }` : ''}
  return sum;
}
fn multiply(${scratch}lane: u32) {
  for (var item = lane; item < ${slices * across}; item += ${invocations}) {
    let slice = item / ${across};
    let n = item % ${across};
    ${eachFour((c) => `let begin${c} = ${begin(c)};`)}
    ${eachRow((r) => eachFour((c) => `var sum${r}${c} = begin${c};`))}
    for (var k = slice * ${deep}; k < min((slice + 1) * ${deep}, ${depth}); k++) {
      let at = 4 * k * ${columns} + n;
      ${eachFour((c) =>
        upTo(4)
          .map((i) => `let w${i}${c} = weights[at + ${i * columns + c * across}];`)
          .join(' '),
      )}
      ${eachRow((r) => `let a${r} = ${inside(`${r * depth} + k`)}; ${eachFour((c) => `sum${r}${c} += ${dot(r, c)};`)}`)}
    }
    ${eachRow((r) => eachFour((c) => `${parts(`(slice * ${rows} + ${r}) * ${columns} + ${c * across} + n`)} = sum${r}${c};`))}
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
