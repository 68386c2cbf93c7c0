import { stagesOf } from '../experiment/stages.ts';
import type { ModelCost } from '../models/model.ts';
import { evaluationInterval } from '../train/evaluation-interval.ts';
import type { Experiment, Training } from './experiment.ts';
import { noisyVersions } from './noisy-versions.ts';

/** How fast this machine trains a family of nets: a step takes an overhead and time in proportion to its arithmetic. */
export interface FamilySpeed {
  /** Multiply-accumulates a second, of the whole step: forward once, backward twice. */
  readonly macsPerSecond: number;
  /** What a step takes however small the net: dispatches, the optimiser, the loop over time. */
  readonly overheadMsPerStep: number;
}

/** A step as a probe measured it. */
export interface MeasuredStep {
  /** Forward, one clip. */
  readonly macs: number;
  readonly batchSize: number;
  readonly ms: number;
}

export interface RunSize {
  /** Forward, one clip; by training id. */
  readonly costs: Readonly<Record<string, Pick<ModelCost, 'macs'>>>;
  readonly clips: { readonly train: number; readonly validation: number; readonly test: number };
}

export interface Machine {
  /** By family; every family of the experiment. */
  readonly speeds: Readonly<Record<string, FamilySpeed>>;
  /** Trainings that run side by side. */
  readonly maxParallel: number;
}

export interface PredictedTime {
  readonly trainings: Readonly<Record<string, { readonly stepMs: number; readonly seconds: number }>>;
  /** Trainings of one seed; what runs side by side is counted once. Without the front end. */
  readonly secondsPerSeed: number;
}

/** A backward pass costs about two forward passes. */
const PASSES_A_STEP = 3;

/**
 * Fits overhead and rate to two measured steps of one family (a small batch and a large one).
 * Where the larger was not slower, all is taken for overhead at the rate of the larger: never less than measured.
 */
export function speedFromSteps(small: MeasuredStep, large: MeasuredStep): FamilySpeed {
  const work = ({ macs, batchSize }: MeasuredStep): number => PASSES_A_STEP * macs * batchSize;
  const perMs = (work(large) - work(small)) / (large.ms - small.ms);
  const macsPerMs = perMs > 0 && Number.isFinite(perMs) ? perMs : work(large) / large.ms;
  return {
    macsPerSecond: 1000 * macsPerMs,
    overheadMsPerStep: Math.max(0, small.ms - work(small) / macsPerMs),
  };
}

/**
 * Predicts how long one seed takes: steps, evaluations, and the teachers' answers, which are computed once for each
 * noisy version of a clip.
 */
export function predictTime(experiment: Experiment, { costs, clips }: RunSize, machine: Machine): PredictedTime {
  const byId = new Map(experiment.trainings.map((training) => [training.id, training]));
  const stepMsOf = ({ id, family, optimiser }: Training): number => {
    const speed = machine.speeds[family];
    const cost = costs[id];
    if (!speed || !cost) throw new RangeError(`${id} was not measured`);
    return speed.overheadMsPerStep + (1000 * PASSES_A_STEP * cost.macs * optimiser.batchSize) / speed.macsPerSecond;
  };
  const forwardMsOf = (training: Training, count: number): number =>
    (stepMsOf(training) / PASSES_A_STEP) * Math.ceil(count / training.optimiser.batchSize);

  const predict = (training: Training): { stepMs: number; seconds: number } => {
    const { optimiser, teachers } = training;
    const stepMs = stepMsOf(training);
    const steps = Math.min(optimiser.steps, experiment.limits.maxSteps ?? Infinity);
    const heard = Math.min(steps * optimiser.batchSize, clips.train * noisyVersions(experiment.data.noise));
    const taught = teachers.reduce((ms, id) => ms + forwardMsOf(byId.get(id)!, heard), 0);
    const scored = forwardMsOf(training, clips.validation) * Math.floor(steps / evaluationInterval(steps));
    const tested = forwardMsOf(training, clips.test);
    return { stepMs, seconds: (steps * stepMs + taught + scored + tested) / 1000 };
  };

  const trainings = Object.fromEntries(experiment.trainings.map((training) => [training.id, predict(training)]));
  let secondsPerSeed = 0;
  for (const stage of stagesOf(experiment.trainings))
    for (let first = 0; first < stage.length; first += machine.maxParallel)
      secondsPerSeed += Math.max(
        ...stage.slice(first, first + machine.maxParallel).map(({ id }) => trainings[id]!.seconds),
      );
  return { trainings, secondsPerSeed };
}
