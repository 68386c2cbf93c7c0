import type { BatchTargets } from '../tasks/task.ts';
import { fill, keep, tensor, type Tensor } from '../tensor/index.ts';
import type { FeatureRows } from './feature-rows.ts';
import { PaddedBatch } from './padded-batch.ts';
import type { TeacherLogits } from './teacher-logits.ts';
import type { TrainerSetup } from './trainer.ts';

/** One batch as tensors; the caller's scope disposes of all but one. */
export interface BatchTensors {
  /** [B, T, F], normalised; zeros past the end of a row */
  readonly x: Tensor;
  /** Frames of each row, [B]. */
  readonly lengths: Int32Array;
  /** [B], equal shares of 1; the collator's own */
  readonly rowShares: Tensor;
  /** [B, K] of each teacher; of sequences [B, T', K] */
  readonly teacherLogits: readonly Tensor[];
  /** Of each teacher: each row's as plain numbers, [K] or [T', K]. */
  readonly teacherRows: readonly (readonly Float32Array[])[];
}

/** Puts the clips of a batch together in buffers that serve every step. */
export class BatchCollator {
  private readonly x: PaddedBatch;
  private readonly rowShares: Tensor;
  private readonly logits: readonly PaddedBatch[];
  private teacherRows: readonly (readonly Float32Array[])[] = [];
  private readonly mayLabel: Uint8Array;

  constructor(
    private readonly setup: TrainerSetup,
    private readonly rows: FeatureRows,
    private readonly teachers: readonly TeacherLogits[],
    private readonly targets: BatchTargets,
  ) {
    const { training, shape, classes, labels, sequences, labelled } = setup;
    const { batchSize } = training.optimiser;
    this.x = new PaddedBatch(batchSize, shape.bins);
    this.rowShares = keep(fill([batchSize], 1 / batchSize));
    this.logits = teachers.map(() => new PaddedBatch(batchSize, classes.length));
    this.mayLabel = new Uint8Array(sequences ? sequences.lengths.train.length : labels.train.length);
    for (const position of labelled) this.mayLabel[position] = 1;
  }

  /**
   * @param positions [B] in the training split
   * @param versions [B] noisy version of each; features and teachers' logits of all of them must be there
   */
  fill(positions: Int32Array, versions: Int32Array): void {
    const at = Array.from(positions);
    this.x.fill(at.map((position, row) => this.rows.drawn(versions[row]!, position)));
    this.teacherRows = this.teachers.map((teacher) =>
      at.map((position, row) => teacher.view(versions[row]!, position)),
    );
    this.teacherRows.forEach((rows, i) => this.logits[i]!.fill(rows));
    this.targets.clear();
    at.forEach((position, row) => {
      // A label that may not be seen never reaches the loss, not even with weight zero.
      if (this.mayLabel[position] === 1) this.targets.write(position, row, versions[row]!);
    });
  }

  tensors(): BatchTensors {
    const { training, shape, classes, sequences } = this.setup;
    const { batchSize } = training.optimiser;
    const { x } = this;
    return {
      x: tensor(x.values, [batchSize, x.frames, shape.bins]),
      lengths: x.lengths,
      rowShares: this.rowShares,
      teacherLogits: this.logits.map(({ values, frames }) =>
        tensor(values, sequences ? [batchSize, frames, classes.length] : [batchSize, classes.length]),
      ),
      teacherRows: this.teacherRows,
    };
  }

  dispose(): void {
    this.rowShares.dispose();
  }
}
