import type { FeatureBlock } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import { ClipRows } from './clip-rows.ts';

/** The features of one portion, found by clip and version. */
export class PortionRows extends ClipRows {
  readonly index: number;
  /** Of its clips, in the training split. */
  readonly positions: readonly number[];
  /** By version, then by position. */
  private readonly places: Map<number, number>[] = [];

  /** @param layout of the whole training split */
  constructor(block: FeatureBlock, layout: RowLayout, bins: number) {
    const { index, positions, versions } = block.portion!;
    super(
      block,
      new RowLayout(
        0,
        Int32Array.from(positions, (position) => layout.frames(position)),
      ),
      bins,
    );
    this.index = index;
    this.positions = positions;
    positions.forEach((position, place) => (this.places[versions[place]!] ??= new Map()).set(position, place));
  }

  /** Where in the portion a clip is. */
  placeOf(version: number, position: number): number {
    const place = this.places[version]?.get(position);
    if (place === undefined) throw new Error(`clip ${position} ${version} is not in portion ${this.index}`);
    return place;
  }
}
