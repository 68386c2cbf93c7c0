import type { Tensor } from '@tensorflow/tfjs-core';
import type { GpuBackend } from '../../backend.ts';
import type { Program } from '../../program.ts';
import { foursOf } from './units.ts';

const INVOCATIONS = 64;

/** Rows of columns, a number an invocation. */
const programOf = (name: string, value: string, bias: boolean): Program => ({
  name,
  buffers: { hidden: 'read f32', ...(bias && { bias: 'read f32' as const }), packed: 'write f32' },
  params: { units: 'u32', side: 'u32', columns: 'u32' },
  code: `
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.columns) { return; }
  ${value}
  packed[id.y * p.columns + id.x] = value;
}`,
});

const turned = programOf(
  'hidden weights, turned',
  `let gate = id.x / p.side;
  let unit = id.x % p.side;
  let line = gate * p.units + unit;
  var value = 0.0;
  if (unit < p.units && id.y < p.units) { value = hidden[line * p.units + id.y]; }
  if (unit < p.units && id.y == p.side) { value = bias[line]; }`,
  true,
);

const padded = programOf(
  'hidden weights, padded',
  `let gate = id.y / p.side;
  let unit = id.y % p.side;
  var value = 0.0;
  if (unit < p.units && id.x < p.units) { value = hidden[(gate * p.units + unit) * p.units + id.x]; }`,
  false,
);

/**
 * The hidden side's weights as the frames of the way there read them: units in fours, zeros past their end.
 * @returns turned, [H', G, H'], and after them the biases, [G, H']
 */
export function packForward(backend: GpuBackend, hidden: Tensor, bias: Tensor): Tensor {
  const { units, gates, side } = sidesOf(hidden);
  const packed = backend.create([side + 1, gates * side]);
  backend.run(turned, [hidden, bias, packed], {
    params: [units, side, gates * side],
    workgroups: [Math.ceil((gates * side) / INVOCATIONS), side + 1],
  });
  return packed;
}

/**
 * The same for the way back.
 * @returns [G, H', H']; the weights themselves where they lie like that
 */
export function packBackward(backend: GpuBackend, hidden: Tensor): Tensor {
  const { units, gates, side } = sidesOf(hidden);
  if (units === side) return hidden;
  const packed = backend.create([gates * side, side]);
  backend.run(padded, [hidden, packed], {
    params: [units, side, side],
    workgroups: [Math.ceil(side / INVOCATIONS), gates * side],
  });
  return packed;
}

function sidesOf({ shape: [lines = 0, units = 0] }: Tensor): { units: number; gates: number; side: number } {
  return { units, gates: lines / units, side: 4 * foursOf(units) };
}
