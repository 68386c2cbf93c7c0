import { words as task } from '../tasks/words/index.ts';
import { fill, keep, tensor, type Tensor } from '../tensor/index.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { TeacherLogits } from './teacher-logits.ts';
import type { TrainerSetup } from './trainer.ts';

/** One batch as tensors; the caller's scope disposes of all but one. */
export interface BatchTensors {
  /** [B, T, F], normalised */
  readonly x: Tensor;
  /** [B, K] */
  readonly labels: Tensor;
  /** [B], equal shares of 1 where the label may be seen */
  readonly labelShares: Tensor;
  /** [B], equal shares of 1; the collator's own */
  readonly rowShares: Tensor;
  /** [B, K] of each teacher */
  readonly teacherLogits: readonly Tensor[];
}

/** Puts the clips of a batch together in buffers that serve every step. */
export class BatchCollator {
  private readonly x: Float32Array;
  private readonly labels: Float32Array;
  private readonly labelShares: Float32Array;
  private readonly rowShares: Tensor;
  private readonly logits: readonly Float32Array[];
  private readonly mayLabel: Uint8Array;

  constructor(
    private readonly setup: TrainerSetup,
    private readonly rows: FeatureRows,
    private readonly teachers: readonly TeacherLogits[],
  ) {
    const { training, shape, classes, labels, labelled } = setup;
    const { batchSize } = training.optimiser;
    this.x = new Float32Array(batchSize * shape.frames * shape.bins);
    this.labels = new Float32Array(batchSize * classes.length);
    this.labelShares = new Float32Array(batchSize);
    this.rowShares = keep(fill([batchSize], 1 / batchSize));
    this.logits = teachers.map(() => new Float32Array(batchSize * classes.length));
    this.mayLabel = new Uint8Array(labels.train.length);
    for (const position of labelled) this.mayLabel[position] = 1;
  }

  /**
   * @param positions [B] in the training split
   * @param versions [B] noisy version of each; features and teachers' logits of all of them must be there
   */
  fill(positions: Int32Array, versions: Int32Array): void {
    const { labels: classOf, classes } = this.setup;
    this.labels.fill(0);
    const visibleRows = positions.reduce((count, position) => count + this.mayLabel[position]!, 0);
    positions.forEach((position, row) => {
      const version = versions[row]!;
      this.rows.read('train', version, position, this.x, row);
      const visible = this.mayLabel[position] === 1;
      this.labelShares[row] = visible ? 1 / visibleRows : 0;
      // A label that may not be seen never reaches the loss, not even with weight zero.
      if (visible) task.writeTarget(classOf.train[position]!, this.labels, row, classes.length);
      this.teachers.forEach((teacher, i) => teacher.read(version, position, this.logits[i]!, row));
    });
  }

  tensors(): BatchTensors {
    const { training, shape, classes } = this.setup;
    const { batchSize } = training.optimiser;
    return {
      x: tensor(this.x, [batchSize, shape.frames, shape.bins]),
      labels: tensor(this.labels, [batchSize, classes.length]),
      labelShares: tensor(this.labelShares, [batchSize]),
      rowShares: this.rowShares,
      teacherLogits: this.logits.map((logits) => tensor(logits, [batchSize, classes.length])),
    };
  }

  dispose(): void {
    this.rowShares.dispose();
  }
}
