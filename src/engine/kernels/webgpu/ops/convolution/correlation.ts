import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConvShape } from '../../../conv-shape.ts';
import type { Activation } from '../../../../tensor/ops/contract.ts';
import type { GpuBackend } from '../../backend.ts';
import { finished } from '../../product/shape.ts';
import { arrangeFilter } from './arrange-filter.ts';
import { implicitProgram, type ImplicitProduct } from './implicit-product.ts';
import { phasesOf, placesOf, walkCode, walkParams, walkValues, type Direction } from './walk.ts';

/** Patches of the source, one a place, by the filter. */
function correlationOf(direction: Direction, bias: boolean, activation: Activation): ImplicitProduct {
  return {
    name: `correlation, ${direction}`,
    buffers: {
      source: 'read f32',
      weights: 'read f32',
      ...(bias && { bias: 'read f32' as const }),
      result: 'write f32',
    },
    params: walkParams,
    functions: walkCode(direction),
    begin: `let walk = walkOf(group.z);
  let rows = placesOf(walk);
  let columns = p.channels;
  let first = 0u;
  let end = walk.down.taps * walk.across.taps * p.sourceChannels;`,
    row: (m) => `placeOf(walk, ${m})`,
    deep: (digits) => `tapAt(walk, ${digits})`,
    limits: ['p.sourceChannels', 'walk.across.taps'],
    a: (row, deep) => `seen(${row}, ${deep})`,
    b: (deep, n) => `weights[${deep}.weight * columns + ${n}]`,
    store: (row, _m, n, sum) => {
      const kind = { transposeA: false, transposeB: false, bias, activation };
      return `let value = ${sum}; result[${row}.pixel * columns + ${n}] = ${finished('value', n, kind)};`;
    },
    alongDepth: true,
  };
}

/** y = activation(correlation of x with w + bias), into `y`. */
export function correlation(
  backend: GpuBackend,
  [x, w, bias, y]: readonly [x: Tensor, w: Tensor, bias: Tensor, y: Tensor],
  shape: ConvShape,
  outputs: number,
  activation: Activation,
): void {
  correlate(backend, 'forward', [x, w, bias, y], shape, outputs, activation);
}

/** Gradient of the input, into `dx`. */
export function inputGradient(
  backend: GpuBackend,
  tensors: readonly [dz: Tensor, w: Tensor, dx: Tensor],
  shape: ConvShape,
  outputs: number,
): void {
  correlate(backend, 'backward', tensors, shape, outputs, 'linear');
}

function correlate(
  backend: GpuBackend,
  direction: Direction,
  tensors: readonly Tensor[],
  shape: ConvShape,
  outputs: number,
  activation: Activation,
): void {
  const forward = direction === 'forward';
  const { program, workgroups } = implicitProgram(
    `correlation, ${direction}, ${activation}`,
    () => correlationOf(direction, forward, activation),
    {
      rows: placesOf(direction, shape),
      columns: forward ? outputs : shape.channels,
      matrices: phasesOf(direction, shape),
    },
  );
  const [source, w, ...others] = tensors as [Tensor, Tensor, ...Tensor[]];
  const arranged = arrangeFilter(backend, w, direction);
  backend.run(program, [source, arranged, ...others], { params: walkValues(direction, shape, outputs), workgroups });
  arranged.dispose();
}
