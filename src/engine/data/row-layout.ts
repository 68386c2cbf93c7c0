import type { FeatureBlock, FeatureShape } from './feature-block.ts';

/** Where the clips of a split lie in a block of features, counted in frames: one after another. */
export class RowLayout {
  /** Of each clip, and the end; null where all are alike. */
  private readonly starts: Float64Array | null;

  /**
   * @param alike frames of each clip where all have as many
   * @param lengths frames of each clip where they differ
   */
  constructor(
    private readonly alike: number,
    private readonly lengths: Int32Array | null,
  ) {
    this.starts = lengths && new Float64Array(lengths.length + 1);
    lengths?.forEach((frames, i) => (this.starts![i + 1] = this.starts![i]! + frames));
  }

  frames(position: number): number {
    return this.lengths ? this.lengths[position]! : this.alike;
  }

  /** First frame of a clip; that after the last for the number of clips. */
  start(position: number): number {
    return this.starts ? this.starts[position]! : position * this.alike;
  }

  /** Clips in so many frames. */
  clipsIn(frames: number): number {
    return this.lengths ? this.lengths.length : frames / this.alike;
  }
}

/** @param lengths frames of each clip of the split, where they differ */
export function layoutOfBlock(
  { portion }: Pick<FeatureBlock, 'portion'>,
  { frames }: FeatureShape,
  lengths: Int32Array | null,
): RowLayout {
  if (!portion || !lengths) return new RowLayout(frames, lengths);
  return new RowLayout(
    frames,
    Int32Array.from(portion.positions, (position) => lengths[position]!),
  );
}
