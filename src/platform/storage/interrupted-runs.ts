import type { Experiment } from '../../engine/config/experiment.ts';
import { savedExperiment } from '../../engine/config/saved-experiment.ts';
import { StudioError } from '../../engine/core/errors.ts';
import type { RunSnapshot } from '../../engine/experiment/snapshot.ts';
import { runsUnderWay } from './run-lock.ts';
import type { RunRecord } from './schema.ts';
import type { Store } from './store.ts';

/** A run that a closed tab cut short. */
export interface InterruptedRun {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  /** Epoch milliseconds of the last save. */
  readonly savedAt: number;
  /** 0 to 1. */
  readonly progress: number;
}

export interface InterruptedRuns<T> {
  /** Null when there is none, also where this browser keeps nothing. */
  interrupted(): Promise<InterruptedRun | null>;
  /** What `goOn` gives. */
  resumeInterrupted(): Promise<T>;
  discard(): Promise<void>;
}

/**
 * Offers the newest run that a closed tab cut short. Runs that another tab is at are left alone; older interrupted
 * ones are cleared away, for there is one last session.
 * @param store rejects where this browser keeps nothing: then there is nothing to offer
 * @param goOn brings the run's dataset and trainings back and runs on
 */
export function interruptedRuns<T>(
  store: Promise<Store>,
  goOn: (snapshot: RunSnapshot) => Promise<T>,
  locks: LockManager = navigator.locks,
): InterruptedRuns<T> {
  async function newest(): Promise<RunRecord | null> {
    const opened = await store.catch(() => null);
    if (!opened) return null;
    const underWay = await runsUnderWay(locks);
    const [latest, ...older] = (await opened.runs.list()).filter(({ runId }) => !underWay.has(runId));
    for (const { runId } of older) await opened.runs.remove(runId);
    return latest ?? null;
  }

  async function load(): Promise<{ snapshot: RunSnapshot; savedAt: number } | null> {
    const record = await newest();
    const snapshot = record && (await (await store).runs.load(record.runId));
    if (!record || !snapshot) return null;
    return { snapshot: { ...snapshot, experiment: savedExperiment(snapshot.experiment) }, savedAt: record.savedAt };
  }

  return {
    async interrupted() {
      const found = await load();
      if (!found) return null;
      const { experiment, seeds } = found.snapshot;
      return { experiment, seeds, savedAt: found.savedAt, progress: progressOf(found.snapshot) };
    },
    async resumeInterrupted() {
      await store;
      const found = await load();
      if (!found) throw new StudioError('storage/run-gone');
      return goOn(found.snapshot);
    },
    async discard() {
      const record = await newest();
      if (record) await (await store).runs.remove(record.runId);
    },
  };
}

/** Share of the run's steps that are done, 0 to 1. */
export function progressOf(snapshot: RunSnapshot): number {
  const { experiment, seeds, finishedSeeds, finished, checkpoints } = snapshot;
  const limit = experiment.limits.maxSteps ?? Infinity;
  let doneOfSeed = 0;
  let stepsOfSeed = 0;
  for (const { id, optimiser } of experiment.trainings) {
    const steps = Math.min(optimiser.steps, limit);
    stepsOfSeed += steps;
    doneOfSeed += id in finished ? steps : (checkpoints[id]?.step ?? 0);
  }
  return (finishedSeeds.length * stepsOfSeed + doneOfSeed) / (seeds.length * stepsOfSeed);
}
