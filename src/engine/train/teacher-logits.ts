import { RowLayout } from '../data/row-layout.ts';
import type { Net } from './net.ts';
import type { FeatureRows } from './feature-rows.ts';

/**
 * A frozen teacher's logits for the training clips. The teacher runs in inference mode and each noisy version of a
 * clip is always the same, so its logits are computed once a version and looked up after that.
 */
export class TeacherLogits {
  private readonly byVersion = new Map<number, Float32Array>();
  /** Of each version those that were asked for. */
  private readonly views = new Map<number, Float32Array[]>();
  private readonly layout: RowLayout;

  /** @param outLengths frames of the teacher's answer to each training clip, where it answers frame by frame */
  constructor(
    private readonly teacher: Net,
    private readonly rows: FeatureRows,
    private readonly classes: number,
    outLengths: Int32Array | null,
  ) {
    this.layout = new RowLayout(1, outLengths);
  }

  has(version: number): boolean {
    return this.byVersion.has(version);
  }

  async compute(version: number): Promise<void> {
    this.byVersion.set(version, await this.teacher.logitsOf(this.rows, 'train', version));
  }

  /**
   * One clip's logits, [K] or [T', K]: a view, not a copy, and always the same object, so that what a method works out
   * of it can be kept by it (see `distill/once-a-row`).
   */
  view(version: number, position: number): Float32Array {
    const logits = this.byVersion.get(version);
    if (!logits) throw new Error(`the teacher's logits of version ${version} were not computed`);
    let views = this.views.get(version);
    if (!views) this.views.set(version, (views = []));
    const { layout, classes } = this;
    return (views[position] ??= logits.subarray(
      layout.start(position) * classes,
      layout.start(position + 1) * classes,
    ));
  }

  dispose(): void {
    this.teacher.dispose();
    this.byVersion.clear();
    this.views.clear();
  }
}
