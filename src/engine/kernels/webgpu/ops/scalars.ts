import { keep, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { gpu } from '../backend.ts';
import type { Program } from '../program.ts';

type Kind = 'sum' | 'gradient' | 'accumulate';

const programs = new Map<string, Program>();
const ONCE = { workgroups: [1] } as const;

/** Kernels of one invocation over a few scalars, each a buffer of its own. */
function programFor(kind: Kind, count: number): Program {
  const key = `${kind} ${count}`;
  const known = programs.get(key);
  if (known) return known;
  const all = Array.from({ length: count }, (_, i) => i);
  const named = (use: 'read f32' | 'write f32') => Object.fromEntries(all.map((i) => [`v${i}`, use] as const));
  const weights = Object.fromEntries(all.map((i) => [`weight${i}`, 'f32'] as const));
  const lines = {
    sum: `total[0] = ${all.map((i) => `p.weight${i} * v${i}[0]`).join(' + ')};`,
    gradient: all.map((i) => `v${i}[0] = p.weight${i} * dy[0];`).join('\n  '),
    accumulate: all.map((i) => `sums[${i}] += v${i}[0];`).join('\n  '),
  };
  const buffers = {
    sum: { ...named('read f32'), total: 'write f32' },
    gradient: { dy: 'read f32', ...named('write f32') },
    accumulate: { ...named('read f32'), sums: 'write f32' },
  } as const;
  const program: Program = {
    name: `scalars, ${kind}`,
    buffers: buffers[kind],
    ...(kind !== 'accumulate' && { params: weights }),
    code: `@compute @workgroup_size(1)\nfn main() {\n  ${lines[kind]}\n}`,
  };
  programs.set(key, program);
  return program;
}

/** See {@link FusedOps.weightedSum}. */
export const weightedSum: FusedOps['weightedSum'] = (values, weights) =>
  withGradient<Scalar>(values, () => {
    const backend = gpu();
    const total = backend.create([]);
    backend.run(programFor('sum', values.length), [...values, total], { params: weights, ...ONCE });
    return {
      value: total as Scalar,
      gradient: (dy) => {
        const gradients = values.map(() => backend.create([]));
        backend.run(programFor('gradient', values.length), [dy, ...gradients], { params: weights, ...ONCE });
        return gradients;
      },
    };
  });

/** See {@link FusedOps.accumulate}; in place, unless others hold the same numbers. */
export const accumulate: FusedOps['accumulate'] = (sums, values) => {
  const backend = gpu();
  let own: Tensor = sums;
  if (backend.refCount(sums.dataId) > 1) {
    own = keep(backend.copyOf(sums));
    sums.dispose();
  }
  backend.run(programFor('accumulate', values.length), [...values, own], ONCE);
  return own;
};
