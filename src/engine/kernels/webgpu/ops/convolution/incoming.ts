import type { Tensor } from '@tensorflow/tfjs-core';
import type { BufferUse } from '../../program.ts';

/** What the gradients of filter and bias are made of, and what they are written to. */
export interface GradientTensors {
  readonly x: Tensor;
  readonly dy: Tensor;
  /** The output of a ReLU. */
  readonly y?: Tensor;
  /** Takes the gradient before a ReLU; where it is missing nobody needs it. */
  readonly dz?: Tensor;
  readonly dw: Tensor;
  readonly db: Tensor;
}

/** Positions of a segment, and numbers that come out of each: the filter's, then the bias's. */
export const partParams = { segment: 'u32', size: 'u32' } as const;

/** Floats that the sums of all segments may take together. */
const MOST_FLOATS = 2 ** 23;

/**
 * How the sum over all positions is cut, by sizes alone: the bits are the same every time.
 * @param size numbers that come out of each segment
 * @param least positions of a segment
 * @param most segments
 */
export function cutPositions(
  positions: number,
  size: number,
  { least, most }: { readonly least: number; readonly most: number },
): { readonly segment: number; readonly segments: number } {
  const affordable = Math.max(1, Math.min(most, Math.floor(MOST_FLOATS / size)));
  const segment = Math.max(least, Math.ceil(positions / affordable));
  return { segment, segments: Math.max(1, Math.ceil(positions / segment)) };
}

/** With `relu` the output `y` says where gradients come through; with `stored` what does is kept in `dz`. */
export function incomingBuffers(relu: boolean, stored: boolean): Record<string, BufferUse> {
  return { dy: 'read f32', ...(relu && { y: 'read f32' }), ...(stored && { dz: 'write f32' }) };
}

/** WGSL of the gradient before the activation. */
export function incomingCode(relu: boolean, stored: boolean): string {
  return `
fn incoming(i: u32, first: bool) -> f32 {
  let value = ${relu ? 'select(dy[i], 0.0, y[i] <= 0.0)' : 'dy[i]'};
  ${stored ? 'if (first) { dz[i] = value; }' : ''}
  return value;
}`;
}
