import type { Split } from '../../data/dataset.ts';
import { RowLayout } from '../../data/row-layout.ts';
import type { FrameSequences } from '../../data/sequences.ts';
import { logSoftmaxRow } from '../../metrics/log-softmax.ts';
import { predictionsOf } from '../../metrics/predictions.ts';
import { scoresOfConfusion } from '../../metrics/scores.ts';
import type { ClassScores } from '../../train/events.ts';
import type { Targets } from '../task.ts';
import { UNLABELLED } from './label-frames.ts';

/** @throws RangeError for targets of another task */
export function sequencesOf({ sequences }: Targets): FrameSequences {
  if (sequences?.task !== 'frames') throw new RangeError('no frames');
  return sequences;
}

/** What each frame of a split is scored as, [frames]; -1 where it has no label. */
export function truthIn(targets: Targets, split: Split): Int32Array {
  const { scoredAs } = sequencesOf(targets);
  return targets.labels[split].map((label) => (label === UNLABELLED ? UNLABELLED : scoredAs[label]!));
}

/** What a net says of each frame, as it is scored: the likeliest class decides. @throws StudioError `train/not-finite` */
export function saidIn(logits: Float32Array, targets: Targets): Int32Array {
  const { scoredAs } = sequencesOf(targets);
  return predictionsOf(logits, targets.classes.length).map((k) => scoredAs[k]!);
}

/** Frame accuracy, and precision, recall and F1 as macro averages over what is scored; of the frames that have a label. */
export function scoreFrames(logits: Float32Array, targets: Targets, split: Split): ClassScores {
  const { length: scored } = sequencesOf(targets).scored;
  const said = saidIn(logits, targets);
  const confusion = new Array<number>(scored * scored).fill(0);
  truthIn(targets, split).forEach((truth, frame) => {
    if (truth !== UNLABELLED) confusion[truth * scored + said[frame]!]! += 1;
  });
  return scoresOfConfusion(confusion, scored);
}

/** Mean cross-entropy of the labelled frames, in nats; NaN when one of their logits is. */
export function lossOfFrames(logits: Float32Array, { classes, labels }: Targets, split: Split): number {
  const logProbabilities = new Float64Array(classes.length);
  let [sum, count] = [0, 0];
  labels[split].forEach((label, frame) => {
    if (label === UNLABELLED) return;
    logSoftmaxRow(logits, frame, 1, logProbabilities);
    sum -= logProbabilities[label]!;
    count++;
  });
  return sum / Math.max(1, count);
}

/** Labelled frames of each clip for which something holds. */
export function countByClip(targets: Targets, split: Split, holds: (frame: number) => boolean): Int32Array {
  const { outLengths } = sequencesOf(targets);
  const places = new RowLayout(0, outLengths[split]);
  return outLengths[split].map((_, clip) => {
    let count = 0;
    for (let frame = places.start(clip); frame < places.start(clip + 1); frame++)
      if (targets.labels[split][frame] !== UNLABELLED && holds(frame)) count++;
    return count;
  });
}
