import { keep, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Rng } from '../core/rng.ts';
import type { ParamInfo } from '../models/model.ts';
import { flatLength, sizeOf } from './layout.ts';

/**
 * Draws initial weights, each parameter from the fork of `rng` with its name: the same name, shape and seed give the same
 * numbers whatever else is in the net.
 * @returns flat, in layout order
 */
export function drawInitial(layout: readonly ParamInfo[], rng: Rng): Float32Array {
  const flat = new Float32Array(flatLength(layout));
  let offset = 0;
  for (const info of layout) {
    const size = sizeOf(info);
    const { init } = info;
    if (init.kind === 'constant') {
      flat.fill(init.value, offset, offset + size);
    } else {
      const bound = Math.sqrt((init.kind === 'he' ? 6 : 1) / init.fan);
      const stream = rng.fork(info.name);
      for (let i = 0; i < size; i++) flat[offset + i] = stream.uniform(-bound, bound);
    }
    offset += size;
  }
  return flat;
}

/**
 * Tensors of a flat buffer, one for each parameter; kept, so the caller disposes of them. The buffer is copied.
 * @throws RangeError when the buffer is not as long as the layout asks
 */
export function splitFlat(layout: readonly ParamInfo[], flat: Float32Array): Tensor[] {
  if (flat.length !== flatLength(layout)) {
    throw new RangeError(`the layout asks for ${flatLength(layout)} numbers, the buffer has ${flat.length}`);
  }
  let offset = 0;
  return tidy(() =>
    layout.map((info) => {
      const end = offset + sizeOf(info);
      const part = tensor(flat.slice(offset, end), [...info.shape], 'float32');
      offset = end;
      return keep(part);
    }),
  );
}

/** Reads tensors back into one flat buffer, in their order. */
export async function packFlat(tensors: readonly Tensor[]): Promise<Float32Array> {
  const parts = await Promise.all(tensors.map((part) => part.data<'float32'>()));
  const flat = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    flat.set(part, offset);
    offset += part.length;
  }
  return flat;
}
