import type { Experiment } from '../../config/experiment.ts';
import { appended } from '../../data/appended.ts';
import { clipFrames } from '../../data/clip-length.ts';
import type { Utterance } from '../../data/dataset.ts';
import type { SplitPlan } from '../../experiment/seed-plan.ts';
import { sequencesOf } from './clips.ts';
import { fewestFramesOf } from './frame-rate.ts';

/** Clips of which nobody wrote the text, after those of the training split. */
export function sentencesWithoutLabels(
  plan: SplitPlan,
  clips: readonly Utterance[],
  { frontEnd, data, trainings }: Experiment,
): Pick<SplitPlan, 'labels' | 'sequences'> {
  const sequences = sequencesOf(plan);
  const outFrames = fewestFramesOf(trainings);
  const frames = clips.map((clip) => clipFrames(clip, frontEnd, data.augment));
  const { lengths, outLengths, labelCounts, texts } = sequences;
  return {
    labels: plan.labels,
    sequences: {
      ...sequences,
      lengths: { ...lengths, train: appended(lengths.train, frames) },
      outLengths: { ...outLengths, train: appended(outLengths.train, frames.map(outFrames)) },
      labelCounts: { ...labelCounts, train: appended(labelCounts.train, new Int32Array(clips.length)) },
      texts: { ...texts, train: [...texts.train, ...clips.map(() => '')] },
    },
  };
}
