import type { Experiment } from '../../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import { samplesOfFrames } from '../../data/clip-length.ts';
import { outFramesOf } from '../../models/frame-rate.ts';
import type { PlannedRun } from '../plan-run.ts';
import { planWindowSeconds } from '../seed-plan.ts';
import type { ForecastSize } from './forecaster.ts';

/** How much a run has to do, once it is known who is in which split: of clips that are taken whole so many of mean length. */
export function sizeOfPlan({ dataset, plan, shape, memory }: PlannedRun, { frontEnd }: Experiment): ForecastSize {
  const { members, sequences, classes } = plan;
  const frames = sequences ? Math.max(1, Math.round(meanOf(sequences.lengths.train))) : shape.frames;
  return {
    shape: { frames, bins: shape.bins, classes: classes.length },
    clipSeconds: sequences ? samplesOfFrames(frames, frontEnd) / FEATURE_RATE_HZ : planWindowSeconds(dataset, plan),
    whole: sequences && {
      outFrames: (family, settings) => outFramesOf(family, settings)?.(frames) ?? frames,
      ...(sequences.task === 'ctc'
        ? { task: 'ctc', symbols: Math.round(meanOf(sequences.labelCounts.train)) }
        : { task: 'frames' }),
    },
    clips: {
      train: members.train.length,
      validation: members.validation.length,
      test: members.test.length,
      inPortions: memory.portioning !== null,
    },
  };
}

function meanOf(values: Int32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
