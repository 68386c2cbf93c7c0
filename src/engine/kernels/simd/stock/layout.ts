import { backend_util, slice_util, util, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.ts';
import { copyLayout, MAX_COPY_AXES, stepsOf } from '../ops/copy.ts';
import { floatInput, type Replacement } from './replacement.ts';

/** Copies a tensor whole into a place of another. */
function put(backend: SimdBackend, x: TensorInfo, to: number, toSteps: readonly number[]): void {
  const from = stepsOf(x.shape);
  const axes = x.shape.map((size, axis) => ({ size, from: from[axis]!, to: toSteps[axis]! }));
  copyLayout(backend.machine, backend.addressOf(x), to, axes);
}

const transpose: Replacement = {
  name: 'Transpose',
  compute(backend, inputs, { perm }) {
    const x = floatInput(inputs, 'x');
    const order = perm as number[];
    if (!x || x.shape.length > MAX_COPY_AXES) return null;
    const shape = order.map((axis) => x.shape[axis]!);
    const output = backend.createInfo(shape);
    const [from, to] = [stepsOf(x.shape), stepsOf(shape)];
    const axes = shape.map((size, i) => ({ size, from: from[order[i]!]!, to: to[i]! }));
    copyLayout(backend.machine, backend.addressOf(x), backend.addressOf(output), axes);
    return output;
  },
};

/** Copies the part of a tensor that begins at `first`. */
function cut(backend: SimdBackend, x: TensorInfo, first: readonly number[], shape: readonly number[]): TensorInfo {
  const output = backend.createInfo(shape);
  const [from, to] = [stepsOf(x.shape), stepsOf(shape)];
  const start = first.reduce((sum, at, axis) => sum + at * from[axis]!, 0);
  const axes = shape.map((size, axis) => ({ size, from: from[axis]!, to: to[axis]! }));
  copyLayout(backend.machine, backend.addressOf(x) + 4 * start, backend.addressOf(output), axes);
  return output;
}

const slice: Replacement = {
  name: 'Slice',
  compute(backend, inputs, { begin, size }) {
    const x = floatInput(inputs, 'x');
    if (!x || x.shape.length > MAX_COPY_AXES) return null;
    const [first = [], shape = []] = slice_util.parseSliceParams(x, begin as number[], size as number[]);
    slice_util.assertParamsValid(x, first, shape);
    return cut(backend, x, first, shape);
  },
};

/** What the gradient of a concatenation is made of; the stock kernel copies number by number. */
const split: Replacement = {
  name: 'SplitV',
  compute(backend, inputs, { numOrSizeSplits, axis }) {
    const x = floatInput(inputs, 'x');
    if (!x || x.shape.length > MAX_COPY_AXES) return null;
    const along = util.parseAxisParam(axis as number, x.shape)[0]!;
    let from = 0;
    // Reads nothing of a tensor but its shape.
    return backend_util.prepareSplitSize(x as Tensor, numOrSizeSplits as number | number[], along).map((size) => {
      const first = x.shape.map((_, i) => (i === along ? from : 0));
      from += size;
      return cut(
        backend,
        x,
        first,
        x.shape.map((whole, i) => (i === along ? size : whole)),
      );
    });
  },
};

const concat: Replacement = {
  name: 'Concat',
  compute(backend, inputs, { axis }) {
    const parts: TensorInfo[] = Object.values(inputs).filter((part) => part !== undefined);
    const [first] = parts;
    if (!first || first.shape.length > MAX_COPY_AXES || parts.some(({ dtype }) => dtype !== 'float32')) return null;
    const along = util.parseAxisParam(axis as number, first.shape)[0]!;
    const shapes = parts.map(({ shape }) => shape);
    backend_util.assertParamsConsistent(shapes, along);
    const output = backend.createInfo(backend_util.computeOutShape(shapes, along));
    const steps = stepsOf(output.shape);
    let to = backend.addressOf(output);
    for (const part of parts) {
      put(backend, part, to, steps);
      to += 4 * part.shape[along]! * steps[along]!;
    }
    return output;
  },
};

const pad: Replacement = {
  name: 'PadV2',
  compute(backend, inputs, { paddings, constantValue }) {
    const x = floatInput(inputs, 'x');
    if (!x || x.shape.length > MAX_COPY_AXES) return null;
    const sides = paddings as [number, number][];
    const output = backend.createInfo(x.shape.map((size, axis) => size + sides[axis]![0] + sides[axis]![1]));
    backend.viewOf(output).fill(constantValue as number);
    const steps = stepsOf(output.shape);
    const start = sides.reduce((sum, [before], axis) => sum + before * steps[axis]!, 0);
    put(backend, x, backend.addressOf(output) + 4 * start, steps);
    return output;
  },
};

const tile: Replacement = {
  name: 'Tile',
  compute(backend, inputs, { reps }) {
    const x = floatInput(inputs, 'x');
    const times = reps as number[];
    if (!x || 2 * x.shape.length > MAX_COPY_AXES) return null;
    const output = backend.createInfo(x.shape.map((size, axis) => size * times[axis]!));
    const [from, to] = [stepsOf(x.shape), stepsOf(output.shape)];
    const axes = x.shape.flatMap((size, axis) => [
      { size: times[axis]!, from: 0, to: size * to[axis]! },
      { size, from: from[axis]!, to: to[axis]! },
    ]);
    copyLayout(backend.machine, backend.addressOf(x), backend.addressOf(output), axes);
    return output;
  },
};

const reverse: Replacement = {
  name: 'Reverse',
  compute(backend, inputs, { dims }) {
    const x = floatInput(inputs, 'x');
    if (!x || x.shape.length > MAX_COPY_AXES) return null;
    const turned = util.parseAxisParam(dims as number[], x.shape);
    const output = backend.createInfo(x.shape);
    const steps = stepsOf(x.shape);
    const start = turned.reduce((sum, axis) => sum + (x.shape[axis]! - 1) * steps[axis]!, 0);
    const axes = x.shape.map((size, axis) => {
      const step = steps[axis]!;
      return { size, from: turned.includes(axis) ? -step : step, to: step };
    });
    copyLayout(backend.machine, backend.addressOf(x) + 4 * start, backend.addressOf(output), axes);
    return output;
  },
};

export const layoutKernels: readonly Replacement[] = [transpose, slice, split, concat, pad, tile, reverse];
