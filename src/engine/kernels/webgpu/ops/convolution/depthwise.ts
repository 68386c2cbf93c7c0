import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConvShape } from '../../../conv-shape.ts';
import type { Activation } from '../../../../tensor/ops/contract.ts';
import type { GpuBackend } from '../../backend.ts';
import type { Program } from '../../program.ts';
import { finished } from '../../product/shape.ts';
import { arrangeFilter } from './arrange-filter.ts';
import { phasesOf, placesOf, walkCode, walkParams, walkValues, type Direction } from './walk.ts';

/** Invocations of a workgroup: across channels, down places. */
const ACROSS = 16;
const DOWN = 16;
/** Places side by side that an invocation computes: they share what it reads of the filter. */
const PLACES = 4;
/** Taps of a line of the filter up to which pixels are read for all places at once. */
const FEW_TAPS = 5;

const places = (line: (q: number) => string): string => Array.from({ length: PLACES }, (_, q) => line(q)).join(' ');

/** Each place sees for itself, whatever lies between one and the next. */
const apart = `
    for (var j = 0u; j < walk.across.taps; j++) {
      let tap = tapAt(walk, vec3u(channel, j, i));
      let weight = weights[tap.weight];
      ${places((q) => `sum${q} += weight * seen(Place(start.base + ${q} * apart, start.top, start.left + ${q} * walk.across.stride, 0), tap);`)}
    }`;

/** Places side by side see nearly the same: every pixel is read once for all. */
function together(direction: Direction, taps: number): string {
  const pixels = Array.from({ length: PLACES + taps - 1 }, (_, pixel) => pixel);
  // On the way back the first pixel is what the last tap meets.
  const first = direction === 'forward' ? 0 : taps - 1;
  const pixelOf = (q: number, tap: number): number => q + (direction === 'forward' ? tap : taps - 1 - tap);
  const read = (pixel: number) => `let x${pixel} = seen(head, Tap(${pixel} * apart, 0, ${pixel}, 0));`;
  const add = (tap: number) =>
    `{ let weight = weights[row.weight + ${tap} * p.channels]; ${places((q) => `sum${q} += weight * x${pixelOf(q, tap)};`)} }`;
  return `
    let row = tapAt(walk, vec3u(channel, 0, i));
    let head = Place(start.base + row.offset - ${first} * apart, start.top + row.down, start.left - ${first}, 0);
    ${pixels.map(read).join('\n    ')}
    ${Array.from({ length: taps }, (_, tap) => add(tap)).join('\n    ')}`;
}

/** @param taps of a line of the filter, where they are few and places lie side by side; else 0 */
function programOf(direction: Direction, activation: Activation, taps: number): Program {
  const bias = direction === 'forward';
  const value = (q: number): string =>
    finished(`sum${q}`, 'channel', { transposeA: false, transposeB: false, bias, activation });
  return {
    name: `depthwise correlation, ${direction}`,
    buffers: {
      source: 'read f32',
      weights: 'read f32',
      ...(bias && { bias: 'read f32' as const }),
      result: 'write f32',
    },
    params: walkParams,
    code: `${walkCode(direction)}
@compute @workgroup_size(${ACROSS}, ${DOWN})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let channel = id.x;
  let walk = walkOf(id.z);
  let groups = (walk.across.count + ${PLACES - 1}) / ${PLACES};
  if (channel >= p.channels || id.y >= p.images * walk.down.count * groups) { return; }
  let line = id.y / groups;
  let column = (id.y - line * groups) * ${PLACES};
  let start = placeOf(walk, line * walk.across.count + column);
  let apart = walk.across.stride * i32(p.channels);
  ${places((q) => `var sum${q} = 0.0;`)}
  for (var i = 0u; i < walk.down.taps; i++) {
    ${taps > 0 ? together(direction, taps) : apart}
  }
  let at = start.pixel * p.channels + channel;
  let step = walk.across.pixelStride * p.channels;
  ${places((q) => `if (column + ${q} < walk.across.count) { result[at + ${q} * step] = ${value(q)}; }`)}
}`,
  };
}

const programs = new Map<string, Program>();

/** Filters as both directions meet them, [kh kw, C]; of [C, 1, kh, kw]. */
export function arrangeFilters(backend: GpuBackend, w: Tensor): Tensor {
  return arrangeFilter(backend, w, 'backward');
}

/** y = activation(correlation of each channel of x with its own filter + bias), into `y`. */
export function depthwise(
  backend: GpuBackend,
  tensors: readonly [x: Tensor, filters: Tensor, bias: Tensor, y: Tensor],
  shape: ConvShape,
  activation: Activation,
): void {
  run(backend, 'forward', tensors, shape, activation);
}

/** Gradient of the input, into `dx`. */
export function depthwiseInputGradient(
  backend: GpuBackend,
  tensors: readonly [dz: Tensor, filters: Tensor, dx: Tensor],
  shape: ConvShape,
): void {
  run(backend, 'backward', tensors, shape, 'linear');
}

function run(
  backend: GpuBackend,
  direction: Direction,
  tensors: readonly Tensor[],
  shape: ConvShape,
  activation: Activation,
): void {
  const { channels, columns, width, kernel, stride } = shape;
  const taps = stride[1] === 1 && kernel[1] <= FEW_TAPS ? kernel[1] : 0;
  const key = [direction, activation, taps].join();
  const program = programs.get(key) ?? programOf(direction, activation, taps);
  programs.set(key, program);
  const across = direction === 'forward' ? columns : Math.ceil(width / stride[1]);
  const units = (placesOf(direction, shape) / across) * Math.ceil(across / PLACES);
  backend.run(program, tensors, {
    params: walkValues(direction, shape, channels),
    workgroups: [Math.ceil(channels / ACROSS), Math.ceil(units / DOWN), phasesOf(direction, shape)],
  });
}
