import type { Split } from '../../data/dataset.ts';
import { RowLayout } from '../../data/row-layout.ts';
import type { SentenceSequences } from '../../data/sequences.ts';
import type { Targets } from '../task.ts';

/** One clip of a split: what a net answered, and what it should have. */
export interface AnsweredClip {
  /** Logits of its frames, [T', K]: a view. */
  readonly frames: Float32Array;
  /** Classes of its symbols: a view. */
  readonly labels: Int32Array;
}

/** @throws RangeError for targets of another task */
export function sequencesOf({ sequences }: Targets): SentenceSequences {
  if (sequences?.task !== 'ctc') throw new RangeError('no sentences');
  return sequences;
}

/** @param logits of all frames of the split, clip by clip, [frames, K] */
export function clipsOf(logits: Float32Array, targets: Targets, split: Split): AnsweredClip[] {
  const { outLengths, labelCounts } = sequencesOf(targets);
  const classes = targets.classes.length;
  const frames = new RowLayout(0, outLengths[split]);
  const labels = new RowLayout(0, labelCounts[split]);
  return Array.from(outLengths[split], (_, clip) => ({
    frames: logits.subarray(frames.start(clip) * classes, frames.start(clip + 1) * classes),
    labels: targets.labels[split].subarray(labels.start(clip), labels.start(clip + 1)),
  }));
}
