import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { checkLengths } from '../../lengths.ts';
import { gpu } from '../backend.ts';
import type { Program } from '../program.ts';

const INVOCATIONS = 64;
const params = { batch: 'u32', frames: 'u32', size: 'u32' } as const;
const head = `@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(global_invocation_id) id: vec3u) {`;

/** One number of the mean an invocation. */
const forward: Program = {
  name: 'mean over time',
  buffers: { x: 'read f32', lengths: 'read i32', y: 'write f32' },
  params,
  code: `${head}
  if (id.x >= p.size) { return; }
  let valid = u32(clamp(lengths[id.y], 0, i32(p.frames)));
  var sum = 0.0;
  for (var t = 0u; t < valid; t++) { sum += x[(id.y * p.frames + t) * p.size + id.x]; }
  y[id.y * p.size + id.x] = sum / f32(max(valid, 1u));
}`,
};

const backward: Program = {
  name: 'gradient of the mean over time',
  buffers: { dy: 'read f32', lengths: 'read i32', dx: 'write f32' },
  params,
  code: `${head}
  if (id.x >= p.size) { return; }
  let valid = u32(clamp(lengths[id.y], 0, i32(p.frames)));
  let share = dy[id.y * p.size + id.x] / f32(max(valid, 1u));
  for (var t = 0u; t < p.frames; t++) { dx[(id.y * p.frames + t) * p.size + id.x] = select(0.0, share, t < valid); }
}`,
};

/** See {@link FusedOps.meanOverTime}. */
export const meanOverTime: FusedOps['meanOverTime'] = (x, lengths) =>
  withGradient([x], () => {
    const backend = gpu();
    const [batch = 0, frames = 0, size = 0] = x.shape;
    if (lengths) checkLengths(lengths, batch);
    const valid = lengths ?? new Int32Array(batch).fill(frames);
    const run = (program: Program, from: Tensor, to: Tensor): Tensor => {
      // Asked for anew on the way back: by then the backend may have forgotten them.
      backend.run(program, [from, backend.lengths(valid), to], {
        params: [batch, frames, size],
        workgroups: [Math.ceil(size / INVOCATIONS), batch],
      });
      return to;
    };
    return {
      value: run(forward, x, backend.create([batch, size])),
      gradient: (dy) => [run(backward, dy, backend.create([batch, frames, size]))],
    };
  });
