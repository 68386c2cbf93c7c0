import { StudioError } from '../core/errors.ts';
import { poolClips } from '../metrics/pool-frames.ts';
import { distillationLoss } from '../metrics/distillation-loss.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Scores } from './events.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { Net } from './net.ts';
import type { TrainerSetup } from './trainer.ts';

export interface Evaluation {
  readonly scores: Scores;
  readonly loss: number;
  readonly distillationLoss: number | null;
  readonly best: boolean;
}

/** Scores a net on the validation voices and remembers the best weights by the one rule: what is right, first wins. */
export class Evaluator {
  /** Evaluations since the best one. */
  sinceBest: number;
  private kept: Checkpoint['best'];

  constructor(
    private readonly setup: TrainerSetup,
    private readonly rows: FeatureRows,
    private readonly net: Net,
    from: Pick<Checkpoint, 'best' | 'sinceBest'> | null,
  ) {
    this.kept = from?.best ?? null;
    this.sinceBest = from?.sinceBest ?? 0;
  }

  /** The best so far; null before the first evaluation. */
  get best(): Checkpoint['best'] {
    return this.kept;
  }

  /**
   * @param step that the weights are from
   * @param weights reads them, flat
   * @throws StudioError `train/not-finite`
   */
  async evaluate(step: number, weights: () => Promise<Float32Array>): Promise<Evaluation> {
    const { classes, reference } = this.setup;
    const task = taskOf(this.setup);
    const logits = await this.net.logitsOf(this.rows.of('validation', 0));
    const scores = task.score(logits, this.setup, 'validation');
    const loss = task.loss(logits, this.setup, 'validation');
    if (!Number.isFinite(loss)) throw new StudioError('train/not-finite', { term: 'validation', step });
    const accuracy = task.rightShare(scores);
    const best = this.kept === null || accuracy > this.kept.accuracy;
    if (best) this.kept = { step, accuracy, weights: await weights() };
    this.sinceBest = best ? 0 : this.sinceBest + 1;
    return {
      scores,
      loss,
      distillationLoss: reference
        ? distillationLoss(reference.validationLogits, this.pooled(logits), classes.length, reference.temperature)
        : null,
      best,
    };
  }

  /** At the rate of the reference. */
  private pooled(logits: Float32Array): Float32Array {
    const { classes, reference, sequences } = this.setup;
    if (!sequences) return logits;
    return poolClips(logits, sequences.outLengths.validation, classes.length, reference?.every ?? 1);
  }
}
