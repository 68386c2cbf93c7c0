import * as v from 'valibot';

/** Version of the schema below. A change of meaning raises it and adds a migration. */
export const EXPERIMENT_VERSION = 1;

const int = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const num = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/));

export const noiseKinds = ['white', 'pink', 'hum', 'babble'] as const;
export type NoiseKind = (typeof noiseKinds)[number];

export const frontEndSchema = v.strictObject({
  /** `mfcc` keeps the first `coefficients` of the DCT of the log-mel. */
  kind: v.picklist(['log-mel', 'mfcc']),
  preEmphasis: num(0, 0.99),
  denoise: v.picklist(['none', 'spectral-subtraction']),
  windowMs: num(5, 100),
  hopMs: num(2, 100),
  melBands: int(8, 128),
  coefficients: int(4, 64),
  lowHz: num(0, 4000),
  highHz: num(1000, 8000),
  /** 0: none, 1: first differences appended, 2: second too. */
  deltas: v.picklist([0, 1, 2]),
  /** Mean and variance over all training clips, per feature. */
  normalise: v.picklist(['none', 'global']),
});
export type FrontEndConfig = v.InferOutput<typeof frontEndSchema>;

export const optimiserSchema = v.strictObject({
  name: v.picklist(['adam']),
  learningRate: num(1e-6, 1),
  schedule: v.picklist(['constant', 'cosine']),
  warmupSteps: int(0, 10_000),
  batchSize: int(1, 512),
  steps: int(1, 1_000_000),
  /** Global gradient norm; 0 switches clipping off. */
  clipNorm: num(0, 1000),
  /** Teachers only: evaluations without a better validation accuracy before it stops; 0 runs all steps. */
  patience: int(0, 1000),
});
export type OptimiserConfig = v.InferOutput<typeof optimiserSchema>;

const plugInParams = v.record(v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9]{0,31}$/)), v.union([num(-1e9, 1e9), id]));

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
  data: v.picklist(['labelled', 'all']),
  optimiser: optimiserSchema,
});
export type Training = v.InferOutput<typeof trainingSchema>;

export const experimentSchema = v.strictObject({
  version: v.literal(EXPERIMENT_VERSION),
  /** The preset it started from; what differs from it is marked. */
  preset: id,
  seed: int(0, 2_147_483_647),
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
    labelShare: num(1, 100),
    /** `same` gives the teacher only the students' share. */
    teacherLabels: v.picklist(['all', 'same']),
    noise: v.strictObject({
      /** Drawn from at random for each clip; empty: clean. */
      kinds: v.array(v.picklist(noiseKinds)),
      snrDbMin: num(-10, 60),
      snrDbMax: num(-10, 60),
      /** How many differently noisy versions of each training clip there are; epochs take them in turn. */
      versions: int(1, 64),
    }),
  }),
  frontEnd: frontEndSchema,
  trainings: v.pipe(v.array(trainingSchema), v.minLength(1), v.maxLength(16)),
  limits: v.strictObject({
    /** Per training; null: no limit. */
    maxSteps: v.nullable(int(1, 1_000_000)),
    /** Of the dataset, drawn by class from the seed; null: no limit. */
    maxClips: v.nullable(int(1, 10_000_000)),
  }),
});
export type Experiment = v.InferOutput<typeof experimentSchema>;
