import type { Experiment } from '../engine/config/experiment.ts';
import type { Json } from '../engine/config/json.ts';

/** Below it a batch saves little memory and learns badly. */
const LEAST = 4;

export interface SmallerBatch {
  /** What the largest batch becomes. */
  readonly batchSize: number;
  /** Values by path, for the experiment store. */
  readonly changes: Readonly<Record<string, Json>>;
}

/**
 * Half the batch for a training that was refused memory, and for all of its role: those that are compared stay alike.
 * @param trainingId null: all trainings
 * @returns null where the batches are small already
 */
export function smallerBatch({ trainings }: Experiment, trainingId: string | null): SmallerBatch | null {
  const role = trainings.find(({ id }) => id === trainingId)?.role;
  const alike = trainings.filter((training) => role === undefined || training.role === role);
  const halved = alike
    .map(({ id, optimiser }) => ({ id, batchSize: Math.max(LEAST, Math.floor(optimiser.batchSize / 2)), optimiser }))
    .filter(({ batchSize, optimiser }) => batchSize < optimiser.batchSize);
  if (halved.length === 0) return null;
  return {
    batchSize: Math.max(...halved.map(({ batchSize }) => batchSize)),
    changes: Object.fromEntries(halved.map(({ id, batchSize }) => [`trainings.${id}.optimiser.batchSize`, batchSize])),
  };
}
