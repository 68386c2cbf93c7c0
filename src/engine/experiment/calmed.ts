import type { RunSnapshot } from './snapshot.ts';
import { openTrainings } from '../config/stages.ts';

/** What a run that ended in NaN goes on with: this share of its learning rate. */
const CALMER = 0.3;

/** The snapshot with a lower learning rate for all trainings that are under way, those without a checkpoint too. */
export function calmed(snapshot: RunSnapshot): RunSnapshot {
  const knobs = { ...snapshot.knobs };
  for (const { id, optimiser } of openTrainings(snapshot.experiment.trainings, snapshot.finished)) {
    const learningRate = CALMER * (knobs[id]?.['learningRate'] ?? optimiser.learningRate);
    knobs[id] = { ...knobs[id], learningRate };
  }
  return { ...snapshot, knobs };
}
