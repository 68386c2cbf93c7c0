import type { FeatureBlock, FeatureShape, Normaliser } from './feature-block.ts';

/** Smaller deviations are taken for this one, so that a feature that never moved in training is not blown up in use. */
const MIN_DEVIATION = 0.01;

/**
 * Mean and inverse standard deviation of features over all clips and frames of a block; float64 sums, two passes.
 * @param range of features, all by default: each has the same bits whatever the range
 * @returns as many numbers as the range is long
 */
export function computeNormaliser(
  { data }: FeatureBlock,
  { bins }: FeatureShape,
  range: Range = { from: 0, to: bins },
): Normaliser {
  return statisticsOf(data, bins, range);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function statisticsOf(data: Float32Array, bins: number, range: Range): Normaliser {
  const { from } = range;
  const count = range.to - from;
  const rows = data.length / bins;
  const mean = new Float64Array(count);
  for (let row = from; row < data.length; row += bins) for (let f = 0; f < count; f++) mean[f]! += data[row + f]!;
  for (let f = 0; f < count; f++) mean[f]! /= Math.max(1, rows);
  const variance = new Float64Array(count);
  for (let row = from; row < data.length; row += bins)
    for (let f = 0; f < count; f++) variance[f]! += (data[row + f]! - mean[f]!) ** 2;
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

/** Normalises one clip's features by its own statistics, in place. @param data [T, F] */
export function normaliseUtterance(data: Float32Array, bins: number): void {
  normaliseRows(data, statisticsOf(data, bins, { from: 0, to: bins }));
}

/** One normaliser of those of neighbouring features, in their order. */
export function joinNormalisers(parts: readonly Normaliser[]): Normaliser {
  return {
    mean: Float32Array.from(parts.flatMap(({ mean }) => [...mean])),
    inverseDeviation: Float32Array.from(parts.flatMap(({ inverseDeviation }) => [...inverseDeviation])),
  };
}

/** Leaves features as they are. */
export function identityNormaliser(bins: number): Normaliser {
  return { mean: new Float32Array(bins), inverseDeviation: new Float32Array(bins).fill(1) };
}
