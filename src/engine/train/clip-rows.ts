import type { FeatureBlock } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';

/** Features of clips that lie one after another, read as rows: one clip, [T, F], each. */
export class ClipRows {
  /** @param layout of the clips in the block */
  constructor(
    private readonly block: FeatureBlock,
    private readonly layout: RowLayout,
    private readonly bins: number,
  ) {}

  get count(): number {
    return this.layout.clipsIn(this.block.data.length / this.bins);
  }

  /** Of a clip. */
  frames(clip: number): number {
    return this.layout.frames(clip);
  }

  /** The features of some clips that follow each other: a view, not a copy. */
  view(clip: number, clips: number): Float32Array {
    const { layout, bins } = this;
    return this.block.data.subarray(layout.start(clip) * bins, layout.start(clip + clips) * bins);
  }
}
