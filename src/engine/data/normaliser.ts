import type { Normaliser } from './feature-block.ts';

/** Smaller deviations are taken for this one, so that a feature that never moved in training is not blown up in use. */
const MIN_DEVIATION = 0.01;

/** Features of a frame: those from `from` to before `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is summed over frames, a number a feature: the features themselves, or by how much they differ from their means. */
export interface FeatureSums {
  readonly rows: number;
  readonly sums: Float64Array;
  /** Null while they are being summed themselves. */
  readonly means: Float64Array | null;
}

/** Nothing summed yet. @param means of so many features; null to sum for them first */
export function emptySums(count: number, means: Float64Array | null = null): FeatureSums {
  return { rows: 0, sums: new Float64Array(count), means };
}

/**
 * Sums in float64, row after row: the same bits however the rows are cut into blocks.
 * @param data [rows, bins] that come after those in `before`
 * @param range of the features that are summed: each has the same bits whatever the range
 */
export function addSums(before: FeatureSums, data: Float32Array, bins: number, { from, to }: Range): FeatureSums {
  const { means } = before;
  const sums = before.sums.slice();
  const count = to - from;
  for (let row = from; row < data.length; row += bins)
    if (means) for (let f = 0; f < count; f++) sums[f]! += (data[row + f]! - means[f]!) ** 2;
    else for (let f = 0; f < count; f++) sums[f]! += data[row + f]!;
  return { rows: before.rows + data.length / bins, sums, means };
}

export function meansOf({ rows, sums }: FeatureSums): Float64Array {
  return sums.map((sum) => sum / Math.max(1, rows));
}

/** @param squares summed around the means */
export function normaliserOf({ rows, sums, means }: FeatureSums): Normaliser {
  return {
    mean: Float32Array.from(means!),
    inverseDeviation: Float32Array.from(sums, (sum) => 1 / Math.max(MIN_DEVIATION, Math.sqrt(sum / Math.max(1, rows)))),
  };
}

/** Mean and inverse standard deviation of features over all rows; two passes. @param data [rows, bins] */
export function computeNormaliser(data: Float32Array, bins: number): Normaliser {
  const all = { from: 0, to: bins };
  const means = meansOf(addSums(emptySums(bins), data, bins, all));
  return normaliserOf(addSums(emptySums(bins, means), data, bins, all));
}

/** Normalises features in place. @param data [clips, T, F] */
export function normaliseRows(data: Float32Array, { mean, inverseDeviation }: Normaliser): void {
  const bins = mean.length;
  for (let at = 0; at < data.length;)
    for (let f = 0; f < bins; f++, at++) data[at] = (data[at]! - mean[f]!) * inverseDeviation[f]!;
}

/** Normalises one clip's features by its own statistics, in place. @param data [T, F] */
export function normaliseUtterance(data: Float32Array, bins: number): void {
  normaliseRows(data, computeNormaliser(data, bins));
}

/** One of those of neighbouring features, in their order. */
export function joinSums(parts: readonly FeatureSums[]): FeatureSums {
  const { rows, means } = parts[0]!;
  const join = (read: (part: FeatureSums) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...read(part)]));
  return { rows, sums: join(({ sums }) => sums), means: means && join((part) => part.means!) };
}

/** The part for some features. */
export function partOfSums({ rows, sums, means }: FeatureSums, { from, to }: Range): FeatureSums {
  return { rows, sums: sums.slice(from, to), means: means?.slice(from, to) ?? null };
}

/** Leaves features as they are. */
export function identityNormaliser(bins: number): Normaliser {
  return { mean: new Float32Array(bins), inverseDeviation: new Float32Array(bins).fill(1) };
}
