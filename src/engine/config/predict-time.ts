import { groupsOf } from './stages.ts';
import { evaluationInterval } from '../train/evaluation-interval.ts';
import type { Experiment, Training } from './experiment.ts';
import { noisyVersions } from './noisy-versions.ts';

/** Clips of each split. */
export interface RunSize {
  /** Those without labels among them. */
  readonly train: number;
  readonly unlabelled: number;
  readonly validation: number;
  readonly test: number;
  /** Training clips do not fit into memory, and their features are made whenever they are drawn. */
  readonly inPortions: boolean;
}

export interface Machine {
  /** Milliseconds of a training step, by training id. */
  readonly stepMs: Readonly<Record<string, number>>;
  /** Milliseconds of one clip's features, on one thread. */
  readonly featureMs: number;
  /** That the trainings may use together: no more of them run side by side. */
  readonly threads: number;
}

export interface PredictedTime {
  readonly trainings: Readonly<Record<string, { readonly stepMs: number; readonly seconds: number }>>;
  /** Features that are made anew, by all threads. */
  readonly featureSeconds: number;
  /** Features and trainings of one seed; what runs side by side is counted once. */
  readonly secondsPerSeed: number;
}

/** A step is a forward pass and a backward pass, which costs about two of them. */
const PASSES_A_STEP = 3;

/**
 * Predicts how long one seed takes: steps, evaluations, the teachers' answers, which are computed once for each noisy
 * version of a clip, and the features, which take their time of the same threads.
 */
export function predictTime(experiment: Experiment, clips: RunSize, machine: Machine): PredictedTime {
  const byId = new Map(experiment.trainings.map((training) => [training.id, training]));
  const stepMsOf = ({ id }: Training): number => {
    const ms = machine.stepMs[id];
    if (ms === undefined) throw new RangeError(`${id} was not measured`);
    return ms;
  };
  const forwardMsOf = (training: Training, count: number): number =>
    (stepMsOf(training) / PASSES_A_STEP) * Math.ceil(count / training.optimiser.batchSize);

  const stepsOf = ({ optimiser }: Training): number =>
    Math.min(optimiser.steps, experiment.limits.maxSteps ?? Infinity);
  const drawnBy = (training: Training): number => stepsOf(training) * training.optimiser.batchSize;
  const versioned = clips.train * noisyVersions(experiment.data);

  const predict = (training: Training): { stepMs: number; seconds: number } => {
    const { teachers } = training;
    const stepMs = stepMsOf(training);
    const steps = stepsOf(training);
    const heard = clips.inPortions ? drawnBy(training) : Math.min(drawnBy(training), versioned);
    const taught = teachers.reduce((ms, id) => ms + forwardMsOf(byId.get(id)!, heard), 0);
    const scored = forwardMsOf(training, clips.validation) * Math.floor(steps / evaluationInterval(steps));
    const tested = forwardMsOf(training, clips.test);
    return { stepMs, seconds: (steps * stepMs + taught + scored + tested) / 1000 };
  };

  const trainings = Object.fromEntries(experiment.trainings.map((training) => [training.id, predict(training)]));
  const drawn = experiment.trainings.reduce((sum, training) => sum + drawnBy(training), 0);
  // Statistics over clips that are never held at once take two passes of their own.
  const measured = experiment.frontEnd.normalise === 'global' ? 2 * (clips.train - clips.unlabelled) : 0;
  const made = (clips.inPortions ? drawn + measured : versioned) + clips.validation + clips.test;
  const featureSeconds = (made * machine.featureMs) / machine.threads / 1000;
  const secondsPerSeed = groupsOf(experiment.trainings, machine.threads).reduce(
    (sum, group) => sum + Math.max(...group.map(({ id }) => trainings[id]!.seconds)),
    featureSeconds,
  );
  return { trainings, featureSeconds, secondsPerSeed };
}
