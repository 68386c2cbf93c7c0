import type { Experiment } from '../../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import { samplesOfFrames } from '../../data/clip-length.ts';
import { splits, type Dataset } from '../../data/dataset.ts';
import { keptSampleBytes } from '../../data/samples/kept-bytes.ts';
import { splitBytes } from '../feature-memory.ts';
import { plannedOn, type RunPlan } from '../plan-run.ts';
import { planWindowSeconds } from '../seed-plan.ts';
import type { ForecastSize } from './forecaster.ts';

/**
 * How much a run has to do, once it is known who is in which split: of clips that are taken whole so many of mean length.
 * @param dataset that the plan was made for
 */
export function sizeOfPlan(dataset: Dataset, planned: RunPlan, { frontEnd }: Experiment): ForecastSize {
  const { plan, shape, memory } = planned;
  const { members, sequences, classes, unlabelled = 0 } = plan;
  const middling = (lengths: Int32Array) => Math.max(1, Math.round(meanOf(lengths)));
  const frames = sequences ? middling(labelled(sequences.lengths.train, unlabelled)) : shape.frames;
  const framesOfAll = sequences ? middling(sequences.lengths.train) : shape.frames;
  const windowSeconds = () => planWindowSeconds(plannedOn(dataset, planned).dataset, plan);
  return {
    shape: { frames, bins: shape.bins, classes: classes.length },
    shapeOfAll: { frames: framesOfAll, bins: shape.bins, classes: classes.length },
    clipSeconds: sequences ? samplesOfFrames(framesOfAll, frontEnd) / FEATURE_RATE_HZ : windowSeconds(),
    whole:
      sequences &&
      (sequences.task === 'ctc'
        ? { task: 'ctc', symbols: Math.round(meanOf(labelled(sequences.labelCounts.train, unlabelled))) }
        : { task: 'frames' }),
    clips: {
      train: members.train.length,
      unlabelled,
      validation: members.validation.length,
      test: members.test.length,
      inPortions: memory.portioning !== null,
    },
    memoryBytes: memory.bytes,
    diskBytes:
      keptSampleBytes(dataset) +
      (dataset.unlabelled && unlabelled > 0 ? keptSampleBytes(dataset.unlabelled) : 0) +
      keptFeatureBytes(planned),
  };
}

/** Of the first version of all clips; of those that come in portions nothing is kept. */
function keptFeatureBytes({ plan, shape, memory }: RunPlan): number {
  return memory.portioning ? 0 : splits.reduce((sum, split) => sum + splitBytes(plan, shape, split), 0);
}

/** Nobody counts the symbols of the others. */
function labelled(counts: Int32Array, unlabelled: number): Int32Array {
  return counts.subarray(0, counts.length - unlabelled);
}

function meanOf(values: Int32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
