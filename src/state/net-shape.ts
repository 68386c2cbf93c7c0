import { frameGeometry, windowOf } from '../engine/config/frame-geometry.ts';
import type { Experiment, FrontEndConfig } from '../engine/config/experiment.ts';
import type { NetShape } from '../engine/models/model.ts';
import { taskOn } from './fit-task.ts';
import type { DatasetSummary } from './services.ts';

/**
 * The shape that nets will be built for, before any audio is read.
 * @param windowSeconds 95th percentile of the training durations
 */
export function netShape(windowSeconds: number, frontEnd: FrontEndConfig, classes: number): NetShape {
  return { frames: windowOf(windowSeconds, frontEnd).frames, bins: frameGeometry(frontEnd).bins, classes };
}

/** The same of an experiment: clips that are taken whole are as long as they are in the mean, their symbols those of the data. */
export function shapeOn(experiment: Experiment, dataset: DatasetSummary): NetShape {
  const { frontEnd, task } = experiment;
  const learnt = taskOn(experiment, dataset);
  if (learnt === 'words') return netShape(dataset.windowSeconds, frontEnd, dataset.classes.length);
  const symbols = dataset.sentences[task.symbols]?.vocabulary.symbols.length ?? 0;
  return {
    frames: windowOf(meanSeconds(dataset), frontEnd, Infinity).frames,
    bins: frameGeometry(frontEnd).bins,
    // The blank is one more.
    classes: learnt === 'frames' ? (dataset.timedPhones?.symbols.length ?? 0) : symbols + 1,
  };
}

export function meanSeconds({ seconds, clips }: Pick<DatasetSummary, 'seconds' | 'clips'>): number {
  return seconds / Math.max(1, clips);
}
