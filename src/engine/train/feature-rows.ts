import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';

/** The feature blocks that a trainer has been given, read as normalised rows. */
export class FeatureRows {
  private readonly blocks = new Map<string, FeatureBlock>();
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly rowLength: number;

  constructor(
    private readonly shape: FeatureShape,
    private readonly normaliser: Normaliser,
  ) {
    this.rowLength = shape.frames * shape.bins;
  }

  add(block: FeatureBlock): void {
    const key = keyOf(block.split, block.version);
    this.blocks.set(key, block);
    for (const wake of this.waiting.get(key) ?? []) wake();
    this.waiting.delete(key);
  }

  has(split: Split, version: number): boolean {
    return this.blocks.has(keyOf(split, version));
  }

  /** Settles once the block has been added. */
  arrival(split: Split, version: number): Promise<void> {
    const key = keyOf(split, version);
    if (this.blocks.has(key)) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.set(key, [...(this.waiting.get(key) ?? []), resolve]);
    });
  }

  /** Clips in a block that has been added. */
  count(split: Split): number {
    return this.block(split, 0).data.length / this.rowLength;
  }

  /** Writes one clip's normalised features, [T, F], at row `row` of `out`. */
  read(split: Split, version: number, position: number, out: Float32Array, row: number): void {
    const { data } = this.block(split, version);
    const { mean, inverseDeviation } = this.normaliser;
    const { frames, bins } = this.shape;
    let from = position * this.rowLength;
    let to = row * this.rowLength;
    for (let frame = 0; frame < frames; frame++) {
      for (let bin = 0; bin < bins; bin++) {
        out[to++] = (data[from++]! - mean[bin]!) * inverseDeviation[bin]!;
      }
    }
  }

  private block(split: Split, version: number): FeatureBlock {
    const block = this.blocks.get(keyOf(split, version));
    if (!block) throw new Error(`features of ${split} ${version} were not added`);
    return block;
  }
}

function keyOf(split: Split, version: number): string {
  return `${split}/${version}`;
}
