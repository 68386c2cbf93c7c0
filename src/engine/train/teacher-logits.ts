import { RowLayout } from '../data/row-layout.ts';
import type { Net } from './net.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { PortionRows } from './portion-rows.ts';

/**
 * A frozen teacher's logits for the training clips. The teacher runs in inference mode and each noisy version of a
 * clip is always the same, so its logits are computed once a version, or once a portion, and looked up after that.
 */
export class TeacherLogits {
  private readonly byVersion = new Map<number, Float32Array>();
  private ofPortion: { readonly rows: PortionRows; readonly logits: Float32Array; readonly layout: RowLayout } | null =
    null;
  private readonly layout: RowLayout;
  /** Of logits those rows that were asked for. */
  private readonly views = new WeakMap<Float32Array, Float32Array[]>();

  /** @param outLengths frames of the teacher's answer to each training clip, where it answers frame by frame */
  constructor(
    private readonly teacher: Net,
    private readonly rows: FeatureRows,
    private readonly classes: number,
    private readonly outLengths: Int32Array | null,
  ) {
    this.layout = new RowLayout(1, outLengths);
  }

  /** Gets ready for clips in these versions: of the portion that is drawn from, or of all. */
  async prepare(versions: Iterable<number>): Promise<void> {
    const { rows, teacher } = this;
    if (rows.portion) return this.enter(rows.portion);
    for (const version of versions)
      if (!this.byVersion.has(version)) this.byVersion.set(version, await teacher.logitsOf(rows.of('train', version)));
  }

  /**
   * One clip's logits, [K] or [T', K]: a view, not a copy, and always the same object, so that what a method works out
   * of it can be kept by it (see `distill/once-a-row`).
   */
  view(version: number, position: number): Float32Array {
    const { ofPortion, layout } = this;
    if (ofPortion) return this.row(ofPortion.logits, ofPortion.layout, ofPortion.rows.placeOf(version, position));
    const logits = this.byVersion.get(version);
    if (!logits) throw new Error(`the teacher's logits of version ${version} were not computed`);
    return this.row(logits, layout, position);
  }

  dispose(): void {
    this.teacher.dispose();
    this.byVersion.clear();
    this.ofPortion = null;
  }

  /** Those of the portion before are let go of first. */
  private async enter(rows: PortionRows): Promise<void> {
    if (this.ofPortion?.rows === rows) return;
    this.ofPortion = null;
    const { outLengths } = this;
    const layout = new RowLayout(1, outLengths && Int32Array.from(rows.positions, (position) => outLengths[position]!));
    this.ofPortion = { rows, layout, logits: await this.teacher.logitsOf(rows) };
  }

  private row(logits: Float32Array, layout: RowLayout, at: number): Float32Array {
    const { classes, views } = this;
    let rows = views.get(logits);
    if (!rows) views.set(logits, (rows = []));
    return (rows[at] ??= logits.subarray(layout.start(at) * classes, layout.start(at + 1) * classes));
  }
}
