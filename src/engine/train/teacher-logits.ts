import type { Net } from './net.ts';
import type { FeatureRows } from './feature-rows.ts';

/**
 * A frozen teacher's logits for the training clips. The teacher runs in inference mode and each noisy version of a
 * clip is always the same, so its logits are computed once a version and looked up after that.
 */
export class TeacherLogits {
  private readonly byVersion = new Map<number, Float32Array>();

  constructor(
    private readonly teacher: Net,
    private readonly rows: FeatureRows,
    private readonly classes: number,
  ) {}

  has(version: number): boolean {
    return this.byVersion.has(version);
  }

  async compute(version: number): Promise<void> {
    this.byVersion.set(version, await this.teacher.logitsOf(this.rows, 'train', version));
  }

  /** Copies one clip's logits, [K], to row `row` of `out`. */
  read(version: number, position: number, out: Float32Array, row: number): void {
    const logits = this.byVersion.get(version);
    if (!logits) throw new Error(`the teacher's logits of version ${version} were not computed`);
    const from = position * this.classes;
    out.set(logits.subarray(from, from + this.classes), row * this.classes);
  }

  dispose(): void {
    this.teacher.dispose();
    this.byVersion.clear();
  }
}
