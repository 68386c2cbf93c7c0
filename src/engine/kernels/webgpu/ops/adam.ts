import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { AdamState, AdamStep, FusedOps } from '../../../tensor/ops/contract.ts';
import { gpu, type GpuBackend } from '../backend.ts';
import type { Program } from '../program.ts';
import { clipFactor } from './clip-factor.ts';

const INVOCATIONS = 256;
/** Floats that a workgroup takes at once: four an invocation. */
const OWN = 4 * INVOCATIONS;
/** Workgroups of a tensor: its invocations take turns in a larger one. */
const MAX_GROUPS = 512;
/** Parameter, two moments and gradient of a tensor; the factor of clipping beside them. */
const BUFFERS_A_TENSOR = 4;

const programs = new Map<number, Program>();

/** Updates several tensors, each by workgroups of its own. */
function programFor(tensors: number): Program {
  const known = programs.get(tensors);
  if (known) return known;
  const all = Array.from({ length: tensors }, (_, i) => i);
  const program: Program = {
    name: `Adam, ${tensors} tensors`,
    buffers: {
      ...Object.fromEntries(
        all.flatMap((i) => [
          [`g${i}`, 'read vec4f'],
          [`w${i}`, 'write vec4f'],
          [`m${i}`, 'write vec4f'],
          [`v${i}`, 'write vec4f'],
        ]),
      ),
      clip: 'read f32',
    },
    params: {
      rate: 'f32',
      epsilon: 'f32',
      share1: 'f32',
      share2: 'f32',
      // Where the workgroups and the numbers (by four) of each end.
      ...Object.fromEntries(all.flatMap((i) => [[`last${i}`, 'u32'] as const, [`size${i}`, 'u32'] as const])),
    },
    code: `
struct Moved { w: vec4f, m: vec4f, v: vec4f }
fn moved(g: vec4f, w: vec4f, m: vec4f, v: vec4f) -> Moved {
  let gradient = g * clip[0];
  let m1 = m + (gradient - m) * p.share1;
  let v1 = v + (gradient * gradient - v) * p.share2;
  return Moved(w - p.rate * m1 / (sqrt(v1) + p.epsilon), m1, v1);
}
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) own: u32) {
  ${all
    .map(
      (i) => `if (group.x < p.last${i}) {
    let first = ${i === 0 ? '0u' : `p.last${i - 1}`};
    for (var at = (group.x - first) * ${INVOCATIONS} + own; at < p.size${i}; at += (p.last${i} - first) * ${INVOCATIONS}) {
      let next = moved(g${i}[at], w${i}[at], m${i}[at], v${i}[at]);
      w${i}[at] = next.w;
      m${i}[at] = next.m;
      v${i}[at] = next.v;
    }
    return;
  }`,
    )
    .join('\n  ')}
}`,
  };
  programs.set(tensors, program);
  return program;
}

/** See {@link FusedOps.adam}. The state changes in place; a tensor whose numbers others hold too gives way to a copy. */
export const adam: FusedOps['adam'] = (state, gradients, step) => {
  const backend = gpu();
  const copies = new Map<Tensor, Tensor>();
  const own = (tensors: readonly Tensor[]): Tensor[] => tensors.map((tensor) => unshared(backend, tensor, copies));
  const next = { params: own(state.params), moment1: own(state.moment1), moment2: own(state.moment2) };
  const quads = next.params.map((param, i) => {
    const others = [next.moment1[i], next.moment2[i], gradients[i]];
    const [m, v, g] = others;
    if (!m || !v || !g || others.some((other) => other?.size !== param.size))
      throw new RangeError('one gradient and one pair of moments for each parameter');
    return [g, param, m, v] as const;
  });
  if (quads.length > 0) update(backend, quads, gradients, step);
  for (const original of copies.keys()) original.dispose();
  return next satisfies AdamState;
};

function update(
  backend: GpuBackend,
  quads: readonly (readonly [g: Tensor, w: Tensor, m: Tensor, v: Tensor])[],
  gradients: readonly Tensor[],
  { learningRate, step, beta1, beta2, epsilon, clipNorm }: AdamStep,
): void {
  const clip = clipFactor(backend, gradients, clipNorm);
  // m^ / (sqrt(v^) + eps) = (correction2 / correction1) m / (sqrt(v) + correction2 eps).
  const correction2 = Math.sqrt(1 - beta2 ** step);
  const rates = [(learningRate * correction2) / (1 - beta1 ** step), epsilon * correction2, 1 - beta1, 1 - beta2];
  const atOnce = Math.floor((backend.device.limits.maxStorageBuffersPerShaderStage - 1) / BUFFERS_A_TENSOR);
  for (let first = 0; first < quads.length; first += atOnce) {
    const some = quads.slice(first, first + atOnce);
    let last = 0;
    const ends = some.flatMap(([, { size }]) => [
      (last += Math.min(MAX_GROUPS, Math.ceil(size / OWN))),
      Math.ceil(size / 4),
    ]);
    backend.run(programFor(some.length), [...some.flat(), clip], {
      params: [...rates, ...ends],
      passing: true,
      workgroups: [last],
    });
  }
  clip.dispose();
}

/** The tensor, or a copy to take its place where its numbers are those of another one too. */
function unshared(backend: GpuBackend, tensor: Tensor, copies: Map<Tensor, Tensor>): Tensor {
  if (backend.refCount(tensor.dataId) === 1) return tensor;
  const copy = keep(backend.copyOf(tensor));
  copies.set(tensor, copy);
  return copy;
}
