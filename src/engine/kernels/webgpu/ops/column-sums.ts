import type { Tensor } from '@tensorflow/tfjs-core';
import { gpu } from '../backend.ts';
import { productDesign } from '../product/designs.ts';
import type { Program } from '../program.ts';

/** Columns and rows that a workgroup takes at once. */
const ACROSS = 16;
const DOWN = 16;

/** Adds up what a column of the workgroup has, in its memory. */
const gather = `
  parts[own.y * ${ACROSS} + own.x] = sum;
  for (var half = ${DOWN / 2}u; half > 0; half /= 2) {
    workgroupBarrier();
    if (own.y < half) { parts[own.y * ${ACROSS} + own.x] += parts[(own.y + half) * ${ACROSS} + own.x]; }
  }
  sum = parts[own.x];`;

/**
 * Sums over the rows of `x`; `gated`: over those of `dy` where `y` is not zero or less, which it writes to `dz` as it goes;
 * `parted`: the last columns' into a tensor of their own.
 * @param down rows at once: 1 does without memory of the workgroup and barriers
 */
function programOf(kind: 'plain' | 'gated' | 'parted', down: 1 | typeof DOWN = DOWN): Program {
  const gated = kind === 'gated';
  const parted = kind === 'parted';
  return {
    name: `sums of columns, ${kind}`,
    buffers: {
      x: 'read f32',
      ...(gated && { y: 'read f32' as const, dz: 'write f32' as const }),
      sums: 'write f32',
      ...(parted && { last: 'write f32' as const }),
    },
    params: { rows: 'u32', columns: 'u32', ...(parted && { split: 'u32' as const }) },
    code: `
${down > 1 ? `var<workgroup> parts: array<f32, ${ACROSS * DOWN}>;` : ''}
@compute @workgroup_size(${ACROSS}, ${down})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_id) own: vec3u) {
  var sum = 0.0;
  if (id.x < p.columns) {
    for (var row = own.y; row < p.rows; row += ${down}) {
      let i = row * p.columns + id.x;
      ${gated ? 'let value = select(x[i], 0.0, y[i] <= 0.0); dz[i] = value;' : 'let value = x[i];'}
      sum += value;
    }
  }
  ${down > 1 ? gather : ''}
  if (own.y != 0 || id.x >= p.columns) { return; }
  ${parted ? 'if (id.x >= p.split) { last[id.x - p.split] = sum; return; }' : ''}
  sums[id.x] = sum;
}`,
  };
}

const plain = programOf('plain');
const gated = programOf('gated');
const parted = { direct: programOf('parted', 1), tiled: programOf('parted') } as const;

const optionsOf = (rows: number, columns: number) => ({
  params: [rows, columns],
  workgroups: [Math.ceil(columns / ACROSS)] as const,
});

/** Sums over the rows of [N, C], whatever its shape says: [C]. */
export function columnSums(x: Tensor, columns = x.shape[x.rank - 1] ?? 0): Tensor {
  const backend = gpu();
  const sums = backend.create([columns]);
  backend.run(plain, [x, sums], optionsOf(x.size / Math.max(1, columns), columns));
  return sums;
}

/**
 * The gradient before a ReLU and, at once, that of the bias that was added before it.
 * @param dy of the output `y`, [N, C]
 */
export function gatedColumnSums(dy: Tensor, y: Tensor, columns = y.shape[y.rank - 1] ?? 0): { dz: Tensor; db: Tensor } {
  const backend = gpu();
  const [dz, db] = [backend.create(y.shape), backend.create([columns])];
  backend.run(gated, [dy, y, dz, db], optionsOf(y.size / Math.max(1, columns), columns));
  return { dz, db };
}

/** Sums over the rows of [N, M + L], of which the first M columns' go to one tensor and the last L's to another. */
export function sumParts(parts: Tensor, sums: Tensor, last: Tensor): void {
  const columns = sums.size + last.size;
  const { params, workgroups } = optionsOf(parts.size / columns, columns);
  gpu().run(parted[productDesign()], [parts, sums, last], { params: [...params, sums.size], workgroups });
}
