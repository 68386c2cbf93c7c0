import type { FeatureBlock, FeatureShape, Normaliser } from './feature-block.ts';

/** Smaller deviations are taken for this one, so that a feature that never moved in training is not blown up in use. */
const MIN_DEVIATION = 0.01;

/** Mean and inverse standard deviation of every feature over all clips and frames of a block; float64 sums, two passes. */
export function computeNormaliser(block: FeatureBlock, shape: FeatureShape): Normaliser {
  const { bins } = shape;
  const { data } = block;
  const rows = data.length / bins;
  const mean = new Float64Array(bins);
  for (let at = 0; at < data.length;) for (let f = 0; f < bins; f++, at++) mean[f]! += data[at]!;
  for (let f = 0; f < bins; f++) mean[f]! /= Math.max(1, rows);
  const variance = new Float64Array(bins);
  for (let at = 0; at < data.length;) for (let f = 0; f < bins; f++, at++) variance[f]! += (data[at]! - mean[f]!) ** 2;
  return {
    mean: Float32Array.from(mean),
    inverseDeviation: Float32Array.from(
      variance,
      (sum) => 1 / Math.max(MIN_DEVIATION, Math.sqrt(sum / Math.max(1, rows))),
    ),
  };
}

/** Normalises features in place. @param data [clips, T, F] */
export function normaliseRows(data: Float32Array, { mean, inverseDeviation }: Normaliser): void {
  const bins = mean.length;
  for (let at = 0; at < data.length;)
    for (let f = 0; f < bins; f++, at++) data[at] = (data[at]! - mean[f]!) * inverseDeviation[f]!;
}

/** Leaves features as they are. */
export function identityNormaliser(bins: number): Normaliser {
  return { mean: new Float32Array(bins), inverseDeviation: new Float32Array(bins).fill(1) };
}
