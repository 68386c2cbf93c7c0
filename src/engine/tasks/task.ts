import type { Rng } from '../core/rng.ts';
import type { Verdict } from '../experiment/report.ts';
import type { VerdictRun } from '../metrics/verdict.ts';
import type { Scores } from '../train/events.ts';

/** What is recognised: how labels meet the net's output, in training and in judgement. One folder each. */
export interface Task {
  readonly id: string;
  /** Output units of the net. */
  headSize(classes: number): number;
  /**
   * What the loss compares the output with.
   * @param label class of the clip
   * @param targets rows of `headSize` values; the one given is zero before
   */
  writeTarget(label: number, targets: Float32Array, row: number, classes: number): void;
  /**
   * @param logits [N, headSize]
   * @param labels class of each clip, [N]
   * @throws StudioError `train/not-finite`
   */
  score(logits: Float32Array, labels: Int32Array, classes: number): Scores;
  /** Mean loss with the labels alone, in nats; NaN when a logit is. Arguments as for {@link score}. */
  loss(logits: Float32Array, labels: Int32Array, classes: number): number;
  /** What the net answers for each clip, as {@link verdict} takes it. */
  answers(logits: Float32Array, classes: number): Int32Array;
  /** What distillation brought on the test clips of all seeds; the thread stays free for other messages meanwhile. */
  verdict(runs: readonly VerdictRun[], labels: Verdict['labels'], rng: Rng): Promise<Verdict>;
}
