import * as v from 'valibot';
import { dataBounds, frontEndBounds, optimiserBounds, runBounds, type Bounds } from './bounds.ts';

/** Version of the schema below. A change of meaning raises it and adds a migration. */
export const EXPERIMENT_VERSION = 1;

const within = ({ min, max, integer = false }: Bounds) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.check((value) => !integer || Number.isInteger(value), 'integer'),
    v.minValue(min),
    v.maxValue(max),
  );
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/));

export const noiseKinds = ['white', 'pink', 'hum', 'babble'] as const;
export type NoiseKind = (typeof noiseKinds)[number];
export const frontEndKinds = ['log-mel', 'mfcc'] as const;
export const denoisers = ['none', 'spectral-subtraction'] as const;
export const deltaOrders = [0, 1, 2] as const;
export const normalisations = ['none', 'global'] as const;
export const schedules = ['constant', 'cosine'] as const;
export const clipPools = ['labelled', 'all'] as const;
export const teacherLabelChoices = ['all', 'same'] as const;

export const frontEndSchema = v.strictObject({
  /** `mfcc` keeps the first `coefficients` of the DCT of the log-mel. */
  kind: v.picklist(frontEndKinds),
  preEmphasis: within(frontEndBounds.preEmphasis),
  denoise: v.picklist(denoisers),
  windowMs: within(frontEndBounds.windowMs),
  hopMs: within(frontEndBounds.hopMs),
  melBands: within(frontEndBounds.melBands),
  coefficients: within(frontEndBounds.coefficients),
  lowHz: within(frontEndBounds.lowHz),
  highHz: within(frontEndBounds.highHz),
  /** 0: none, 1: first differences appended, 2: second too. */
  deltas: v.picklist(deltaOrders),
  /** Mean and variance over all training clips, per feature. */
  normalise: v.picklist(normalisations),
});
export type FrontEndConfig = v.InferOutput<typeof frontEndSchema>;

export const optimiserSchema = v.strictObject({
  name: v.picklist(['adam']),
  learningRate: within(optimiserBounds.learningRate),
  schedule: v.picklist(schedules),
  warmupSteps: within(optimiserBounds.warmupSteps),
  batchSize: within(optimiserBounds.batchSize),
  steps: within(optimiserBounds.steps),
  /** Global gradient norm; 0 switches clipping off. */
  clipNorm: within(optimiserBounds.clipNorm),
  /** Teachers only: evaluations without a better validation accuracy before it stops; 0 runs all steps. */
  patience: within(optimiserBounds.patience),
});
export type OptimiserConfig = v.InferOutput<typeof optimiserSchema>;

const plugInParams = v.record(
  v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9]{0,31}$/)),
  v.union([v.pipe(v.number(), v.finite()), id]),
);

export const trainingSchema = v.strictObject({
  id,
  role: v.picklist(['teacher', 'student']),
  /** Id of a model family in `engine/models`. */
  family: id,
  /** The family's own parameters (width, depth, dropout ...). */
  model: plugInParams,
  method: v.strictObject({ id, params: plugInParams }),
  /** Ids of the trainings whose outputs it learns from. */
  teachers: v.array(id),
  /** `labelled`: draws only clips whose label it may see; `all`: every training clip, labels where it may see them. */
  data: v.picklist(clipPools),
  optimiser: optimiserSchema,
});
export type Training = v.InferOutput<typeof trainingSchema>;

export const experimentSchema = v.strictObject({
  version: v.literal(EXPERIMENT_VERSION),
  /** The preset it started from; what differs from it is marked. */
  preset: id,
  seed: within(runBounds.seed),
  data: v.strictObject({
    source: v.variant('kind', [
      v.strictObject({ kind: v.literal('pack') }),
      v.strictObject({
        kind: v.literal('own'),
        fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/)),
        name: v.pipe(v.string(), v.maxLength(200)),
      }),
    ]),
    /** Percent of the training labels that students see. */
    labelShare: within(dataBounds.labelShare),
    /** `same` gives the teacher only the students' share. */
    teacherLabels: v.picklist(teacherLabelChoices),
    noise: v.strictObject({
      /** Drawn from at random for each clip; empty: clean. */
      kinds: v.array(v.picklist(noiseKinds)),
      snrDbMin: within(dataBounds.snrDb),
      snrDbMax: within(dataBounds.snrDb),
      /** How many differently noisy versions of each training clip there are; epochs take them in turn. */
      versions: within(dataBounds.noiseVersions),
    }),
  }),
  frontEnd: frontEndSchema,
  trainings: v.pipe(v.array(trainingSchema), v.minLength(1), v.maxLength(16)),
  limits: v.strictObject({
    /** Per training; null: no limit. */
    maxSteps: v.nullable(within(runBounds.maxSteps)),
    /** Of the dataset, drawn by class from the seed; null: no limit. */
    maxClips: v.nullable(within(runBounds.maxClips)),
  }),
});
export type Experiment = v.InferOutput<typeof experimentSchema>;
