import type { FeatureBlock, FeatureShape } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';

/** The feature blocks that a trainer has been given, read as rows: one clip, [T, F], each. */
export class FeatureRows {
  private readonly blocks: Readonly<Record<Split, (FeatureBlock | undefined)[]>> = {
    train: [],
    validation: [],
    test: [],
  };
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly rowLength: number;

  constructor(shape: FeatureShape) {
    this.rowLength = shape.frames * shape.bins;
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
    return this.block(split, 0).data.length / this.rowLength;
  }

  /** The features of some clips that follow each other: a view, not a copy. */
  view(split: Split, version: number, position: number, clips: number): Float32Array {
    const from = position * this.rowLength;
    return this.block(split, version).data.subarray(from, from + clips * this.rowLength);
  }

  /** Copies one clip's features to row `row` of `out`. */
  read(split: Split, version: number, position: number, out: Float32Array, row: number): void {
    out.set(this.view(split, version, position, 1), row * this.rowLength);
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
