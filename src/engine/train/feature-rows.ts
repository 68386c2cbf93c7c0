import type { FeatureBlock, FeatureShape } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import { splits, type Split } from '../data/dataset.ts';

/** The feature blocks that a trainer has been given, read as rows: one clip, [T, F], each. */
export class FeatureRows {
  private readonly blocks: Readonly<Record<Split, (FeatureBlock | undefined)[]>> = {
    train: [],
    validation: [],
    test: [],
  };
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly layouts: Readonly<Record<Split, RowLayout>>;
  private readonly bins: number;

  /** @param lengths frames of each clip, where they differ */
  constructor(shape: FeatureShape, lengths: Readonly<Record<Split, Int32Array>> | null = null) {
    this.bins = shape.bins;
    const layoutOf = (split: Split): RowLayout => new RowLayout(shape.frames, lengths?.[split] ?? null);
    this.layouts = Object.fromEntries(splits.map((split) => [split, layoutOf(split)])) as Record<Split, RowLayout>;
  }

  add(block: FeatureBlock): void {
    const key = keyOf(block.split, block.version);
    this.blocks[block.split][block.version] = block;
    for (const wake of this.waiting.get(key) ?? []) wake();
    this.waiting.delete(key);
  }

  has(split: Split, version: number): boolean {
    return this.blocks[split][version] !== undefined;
  }

  /** Settles once the block has been added. */
  arrival(split: Split, version: number): Promise<void> {
    if (this.has(split, version)) return Promise.resolve();
    const key = keyOf(split, version);
    return new Promise((resolve) => {
      this.waiting.set(key, [...(this.waiting.get(key) ?? []), resolve]);
    });
  }

  /** Clips in a block that has been added. */
  count(split: Split): number {
    return this.layouts[split].clipsIn(this.block(split, 0).data.length / this.bins);
  }

  /** Of a clip. */
  frames(split: Split, position: number): number {
    return this.layouts[split].frames(position);
  }

  /** The features of some clips that follow each other: a view, not a copy. */
  view(split: Split, version: number, position: number, clips: number): Float32Array {
    const layout = this.layouts[split];
    const [from, to] = [layout.start(position), layout.start(position + clips)];
    return this.block(split, version).data.subarray(from * this.bins, to * this.bins);
  }

  private block(split: Split, version: number): FeatureBlock {
    const block = this.blocks[split][version];
    if (!block) throw new Error(`features of ${split} ${version} were not added`);
    return block;
  }
}

function keyOf(split: Split, version: number): string {
  return `${split}/${version}`;
}
