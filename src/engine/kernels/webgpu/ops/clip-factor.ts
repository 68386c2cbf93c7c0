import type { Tensor } from '@tensorflow/tfjs-core';
import type { GpuBackend } from '../backend.ts';
import type { Program } from '../program.ts';

const INVOCATIONS = 256;
/** Workgroups that share a large tensor, each with a sum of its own. */
const MAX_PARTS = 64;
/** Floats for which another workgroup is worth it. */
const FLOATS_A_PART = 16_384;

const squares = new Map<number, Program>();

/** Sums of squares: of each of several tensors, one for every workgroup. */
function squaresOf(tensors: number): Program {
  const known = squares.get(tensors);
  if (known) return known;
  const all = Array.from({ length: tensors }, (_, i) => i);
  const program: Program = {
    name: `sums of squares, ${tensors} tensors`,
    buffers: {
      ...Object.fromEntries(all.map((i) => [`g${i}`, 'read f32'] as const)),
      sums: 'write f32',
    },
    params: {
      first: 'u32',
      ...Object.fromEntries(all.flatMap((i) => [[`last${i}`, 'u32'] as const, [`size${i}`, 'u32'] as const])),
    },
    code: `
var<workgroup> parts: array<f32, ${INVOCATIONS}>;
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) own: u32) {
  var sum = 0.0;
  ${all
    .map((i) => {
      const start = i === 0 ? '0u' : `p.last${i - 1}`;
      return `if (group.x >= ${start} && group.x < p.last${i}) {
    let stride = (p.last${i} - ${start}) * ${INVOCATIONS};
    for (var at = (group.x - ${start}) * ${INVOCATIONS} + own; at < p.size${i}; at += stride) { sum += g${i}[at] * g${i}[at]; }
  }`;
    })
    .join('\n  ')}
  parts[own] = sum;
  for (var half = ${INVOCATIONS / 2}u; half > 0; half /= 2) {
    workgroupBarrier();
    if (own < half) { parts[own] += parts[own + half]; }
  }
  if (own == 0) { sums[p.first + group.x] = parts[0]; }
}`,
  };
  squares.set(tensors, program);
  return program;
}

/** min(1, limit / norm), as torch.nn.utils.clip_grad_norm_; 1 where there is no limit. */
const factor: Program = {
  name: 'factor of clipping',
  buffers: { sums: 'read f32', clip: 'write f32' },
  params: { parts: 'u32', limit: 'f32' },
  code: `
@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  for (var i = 0u; i < p.parts; i++) { sum += sums[i]; }
  let share = p.limit / (sqrt(sum) + 1e-6);
  // What is not a number stays none.
  clip[0] = select(share, 1.0, p.limit == 0 || share > 1);
}`,
};

/**
 * What the gradients are multiplied by so that their global norm is at most `limit`; stays on the device.
 * @param limit 0: not clipped
 * @returns [1]
 */
export function clipFactor(backend: GpuBackend, gradients: readonly Tensor[], limit: number): Tensor {
  const clip = backend.create([1]);
  const partsOf = ({ size }: Tensor): number => Math.min(MAX_PARTS, Math.max(1, Math.ceil(size / FLOATS_A_PART)));
  const parts = limit > 0 ? gradients.reduce((sum, gradient) => sum + partsOf(gradient), 0) : 0;
  const sums = backend.create([parts]);
  const atOnce = backend.device.limits.maxStorageBuffersPerShaderStage - 1;
  for (let first = 0, start = 0; parts > 0 && first < gradients.length; first += atOnce) {
    const some = gradients.slice(first, first + atOnce);
    let last = 0;
    const ends = some.flatMap((gradient) => [(last += partsOf(gradient)), gradient.size]);
    backend.run(squaresOf(some.length), [...some, sums], { params: [start, ...ends], workgroups: [last] });
    start += last;
  }
  backend.run(factor, [sums, clip], { params: [parts, limit], workgroups: [1] });
  sums.dispose();
  return clip;
}
