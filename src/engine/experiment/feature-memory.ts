import type { Experiment, Training } from '../config/experiment.ts';
import { noisyVersions } from '../config/noisy-versions.ts';
import { groupsOf } from '../config/stages.ts';
import { StudioError } from '../core/errors.ts';
import type { Split } from '../data/dataset.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import { sequencesFor } from '../models/frame-rate.ts';
import { stepBytes, stepsOfPortion, type StepSize } from '../train/portion-plan.ts';
import type { SplitPlan } from './seed-plan.ts';

const MEGABYTE = 1e6;
const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Of the portion that is drawn from, and of the one that is made meanwhile. */
const PORTIONS_AT_ONCE = 2;
/** Of the features and teachers' answers in a portion, on any machine: a minute or two of steps on sentences. */
const PORTION_BYTES = 2 ** 26;

/** How a run takes the clips that it learns from, where they do not all fit into memory. */
export interface Portioning {
  readonly bytes: number;
  /** Of the features of the largest portion. */
  readonly floats: number;
  /** Of a portion, by training id. */
  readonly steps: Readonly<Record<string, number>>;
}

export interface MemoryGiven {
  /** That the features of a run may take. */
  readonly memoryBytes: number;
  /** How trainings are run side by side, at most. */
  readonly threads: number;
  /** The same on all machines by default, as teachers' answers may hang on it. */
  readonly portionBytes?: number;
}

/** What a run takes. */
export interface FeatureMemory {
  readonly bytes: number;
  /** Null where the features of all training clips are held. */
  readonly portioning: Portioning | null;
}

/**
 * A page that takes more memory than there is dies without a word: features of all versions of all training clips are held
 * only where they fit, with the teachers' answers to them. What is held out is always whole, with all nets' answers.
 * @throws StudioError `data/features-too-large` where not even what is held out does
 */
export function featureMemory(
  plan: SplitPlan,
  shape: FeatureShape,
  experiment: Experiment,
  { memoryBytes, threads, portionBytes = PORTION_BYTES }: MemoryGiven,
): FeatureMemory {
  const { trainings, data } = experiment;
  const heldOut = sum(
    (['validation', 'test'] as const).flatMap((split) => [
      splitBytes(plan, shape, split),
      // What each net says to them is kept to be scored and compared.
      ...trainings.map((net) => answerBytes(plan, net, split)),
    ]),
  );
  const versions = noisyVersions(data);
  const answers = sum(
    trainings.flatMap(({ teachers }) => teachersOf(teachers, trainings).map((it) => answerBytes(plan, it, 'train'))),
  );
  const all = versions * (splitBytes(plan, shape, 'train') + answers) + heldOut;
  if (all <= memoryBytes) return { bytes: all, portioning: null };

  const sizes = trainings.map((training) => sizeOf(plan, shape, training, trainings));
  const largest = Math.max(portionBytes, ...sizes.map(stepBytes));
  const atOnce = Math.max(...groupsOf(trainings, threads).map((group) => group.length));
  const needed = heldOut + PORTIONS_AT_ONCE * atOnce * largest;
  if (needed > memoryBytes) {
    const clips = plan.members.validation.length + plan.members.test.length;
    const [whole, max] = [Math.ceil(Math.min(all, needed) / MEGABYTE), Math.floor(memoryBytes / MEGABYTE)];
    throw new StudioError('data/features-too-large', { clips, needed: whole, max });
  }
  const steps = sizes.map((size) => stepsOfPortion(size, portionBytes));
  const floats = Math.max(...sizes.map(({ batchSize }, i) => steps[i]! * batchSize * shape.frames * shape.bins));
  const stepsById = Object.fromEntries(trainings.map(({ id }, i) => [id, steps[i]!]));
  return { bytes: needed, portioning: { bytes: portionBytes, floats, steps: stepsById } };
}

function sizeOf(plan: SplitPlan, shape: FeatureShape, training: Training, trainings: readonly Training[]): StepSize {
  const answers = teachersOf(training.teachers, trainings).map((teacher) => {
    const longest = answerFrames(plan, teacher, 'train')?.reduce((most, frames) => Math.max(most, frames), 0) ?? 1;
    return longest * plan.classes.length;
  });
  return { batchSize: training.optimiser.batchSize, shape, answers: sum(answers) };
}

function teachersOf(ids: readonly string[], trainings: readonly Training[]): Training[] {
  return trainings.filter(({ id }) => ids.includes(id));
}

/** Of a net to each clip of a split, at its own rate; null where it answers once a clip. */
function answerFrames({ sequences }: SplitPlan, { family, model }: Training, split: Split): Int32Array | null {
  return sequences && sequencesFor(sequences, family, model).outLengths[split];
}

/** Of the features of a split in one version. */
export function splitBytes({ members, sequences }: SplitPlan, { frames, bins }: FeatureShape, split: Split): number {
  return BYTES * bins * (sequences ? sum(sequences.lengths[split]) : members[split].length * frames);
}

/** Of a net to the clips of a split in one version. */
function answerBytes(plan: SplitPlan, net: Training, split: Split): number {
  const frames = answerFrames(plan, net, split);
  return BYTES * plan.classes.length * (frames ? sum(frames) : plan.members[split].length);
}

function sum(values: Int32Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
