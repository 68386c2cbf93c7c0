import type { FeatureBlock, FeatureShape } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import { splits, type Split } from '../data/dataset.ts';
import { ClipRows } from './clip-rows.ts';
import { PortionRows } from './portion-rows.ts';
import { Portions } from './portions.ts';

/** The feature blocks that a trainer has been given: splits whole, a version each, or training clips in portions. */
export class FeatureRows {
  private readonly blocks: Readonly<Record<Split, (ClipRows | undefined)[]>> = {
    train: [],
    validation: [],
    test: [],
  };
  private readonly portions = new Portions();
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly layouts: Readonly<Record<Split, RowLayout>>;
  private readonly bins: number;

  /** @param lengths frames of each clip, where they differ */
  constructor(shape: FeatureShape, lengths: Readonly<Record<Split, Int32Array>> | null = null) {
    this.bins = shape.bins;
    const layoutOf = (split: Split): RowLayout => new RowLayout(shape.frames, lengths?.[split] ?? null);
    this.layouts = Object.fromEntries(splits.map((split) => [split, layoutOf(split)])) as Record<Split, RowLayout>;
  }

  /** Resolves when there is room for more: of portions, when this one's turn has come. */
  add(block: FeatureBlock): Promise<void> {
    const layout = this.layouts[block.split];
    if (block.portion) return this.portions.add(new PortionRows(block, layout, this.bins));
    const key = keyOf(block.split, block.version);
    this.blocks[block.split][block.version] = new ClipRows(block, layout, this.bins);
    for (const wake of this.waiting.get(key) ?? []) wake();
    this.waiting.delete(key);
    return Promise.resolve();
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

  /** Draws from a portion from now on. @returns null where it is there; else settles when one has come */
  enterPortion(index: number): Promise<void> | null {
    return this.portions.enter(index);
  }

  /** The portion that is drawn from; null where training clips are there whole. */
  get portion(): PortionRows | null {
    return this.portions.current;
  }

  /** The clips of a block that has been added. */
  of(split: Split, version: number): ClipRows {
    const block = this.blocks[split][version];
    if (!block) throw new Error(`features of ${split} ${version} were not added`);
    return block;
  }

  /** The features of one training clip in one version: a view, not a copy. */
  drawn(version: number, position: number): Float32Array {
    const { portion } = this;
    if (portion) return portion.view(portion.placeOf(version, position), 1);
    return this.of('train', version).view(position, 1);
  }

  dispose(): void {
    this.portions.dispose();
  }
}

function keyOf(split: Split, version: number): string {
  return `${split}/${version}`;
}
