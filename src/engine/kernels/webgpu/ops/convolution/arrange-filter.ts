import type { Tensor } from '@tensorflow/tfjs-core';
import type { GpuBackend } from '../../backend.ts';
import type { Program } from '../../program.ts';
import type { Direction } from './walk.ts';

const INVOCATIONS = 64;

const arrange: Program = {
  name: 'arranged filter',
  buffers: { w: 'read f32', arranged: 'write f32' },
  params: { taps: 'u32', channels: 'u32', columns: 'u32', channelStride: 'u32', columnStride: 'u32' },
  code: `
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x / p.columns;
  let column = id.x - row * p.columns;
  let tap = row / p.channels;
  let channel = row - tap * p.channels;
  if (tap < p.taps) { arranged[id.x] = w[channel * p.channelStride + column * p.columnStride + tap]; }
}`,
};

/**
 * A filter as a walk meets it: taps, channels that it gathers from, and side by side the channels that it computes.
 * @param w [O, C, kh, kw]
 * @returns [kh kw, C, O], or [kh kw, O, C] for the way back
 */
export function arrangeFilter(backend: GpuBackend, w: Tensor, direction: Direction): Tensor {
  const [outputs = 0, inputs = 0, kh = 0, kw = 0] = w.shape;
  const taps = kh * kw;
  const [byOutput, byInput] = [inputs * taps, taps];
  const params =
    direction === 'forward' ? [taps, inputs, outputs, byInput, byOutput] : [taps, outputs, inputs, byOutput, byInput];
  const arranged = backend.create([w.size]);
  backend.run(arrange, [w, arranged], { params, workgroups: [Math.ceil(w.size / INVOCATIONS)] });
  return arranged;
}
