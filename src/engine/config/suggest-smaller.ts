import type { Catalogs } from './catalogs.ts';
import { editExperiment } from './edit.ts';
import type { Experiment } from './experiment.ts';
import type { Json } from './json.ts';

/** Over ten minutes a person is warned and offered something smaller. */
export const LONG_RUN_SECONDS = 600;

/** Below these nothing sensible is learnt. */
const FEWEST_STEPS = 200;
const NARROWEST_TEACHER = 16;

/**
 * The mildest cut that brings a run within the limit: fewer steps for all alike, then narrower teachers too.
 * Students keep their size, which is what the experiment is about.
 * @param secondsOf predicted seconds of an experiment
 * @returns null when nothing sensible is fast enough, or the experiment is within the limit already
 */
export function suggestSmaller(
  experiment: Experiment,
  secondsOf: (experiment: Experiment) => number,
  catalogs: Catalogs,
  limitSeconds = LONG_RUN_SECONDS,
): Experiment | null {
  if (secondsOf(experiment) <= limitSeconds) return null;
  let candidate = experiment;
  for (const shrink of [halveSteps, halveTeachers]) {
    for (;;) {
      const changes = shrink(candidate);
      if (Object.keys(changes).length === 0) break;
      candidate = editExperiment(candidate, changes, catalogs);
      if (secondsOf(candidate) <= limitSeconds) return candidate;
    }
  }
  return null;
}

type Changes = Readonly<Record<string, Json>>;

/** Half the steps for those that have enough of them; equal for equals, so the comparison stays fair. */
function halveSteps({ trainings }: Experiment): Changes {
  return Object.fromEntries(
    trainings.flatMap(({ id, optimiser: { steps, warmupSteps } }) => {
      const half = Math.max(FEWEST_STEPS, Math.round(steps / 2));
      if (half >= steps) return [];
      const at = `trainings.${id}.optimiser`;
      return [
        [`${at}.steps`, half],
        [`${at}.warmupSteps`, Math.min(warmupSteps, half)],
      ];
    }),
  );
}

function halveTeachers({ trainings }: Experiment): Changes {
  return Object.fromEntries(
    trainings.flatMap(({ id, role, model: { width } }) => {
      if (role !== 'teacher' || typeof width !== 'number') return [];
      const half = Math.max(NARROWEST_TEACHER, Math.round(width / 2));
      return half < width ? [[`trainings.${id}.model.width`, half]] : [];
    }),
  );
}
