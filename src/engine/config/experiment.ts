import * as v from 'valibot';
import { units } from '../data/symbols/units.ts';
import {
  augmentBounds,
  dataBounds,
  decodingBounds,
  frontEndBounds,
  optimiserBounds,
  runBounds,
  type Bounds,
} from './bounds.ts';

/** Version of the schema below. A change of meaning raises it and adds a migration. */
export const EXPERIMENT_VERSION = 3;

const within = ({ min, max, integer = false }: Bounds) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.check((value) => !integer || Number.isInteger(value), 'integer'),
    v.minValue(min),
    v.maxValue(max),
  );
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/));

/** `recorded`: of the dataset's own recordings of noise, where it has some. */
export const noiseKinds = ['white', 'pink', 'hum', 'babble', 'recorded'] as const;
export type NoiseKind = (typeof noiseKinds)[number];
export const frontEndKinds = ['log-mel', 'mfcc', 'pcen', 'spectrogram'] as const;
export const denoisers = ['none', 'spectral-subtraction', 'wiener', 'rnnoise'] as const;
export const dcOffsets = ['keep', 'remove'] as const;
export const windowKinds = ['hann', 'hamming', 'povey', 'blackman', 'rectangular'] as const;
export type WindowKind = (typeof windowKinds)[number];
export const edgeRules = ['snip', 'centre'] as const;
export const fftRules = ['power-of-two', 'shortest'] as const;
export const melScales = ['htk', 'kaldi', 'slaney'] as const;
export const melNorms = ['none', 'slaney'] as const;
export const logKinds = ['offset', 'floor', 'decibel', 'whisper'] as const;
export const deltaOrders = [0, 1, 2] as const;
export const normalisations = ['none', 'global', 'utterance'] as const;
export const schedules = ['constant', 'cosine'] as const;
export const clipPools = ['labelled', 'all'] as const;
export const teacherLabelChoices = ['all', 'same'] as const;

/** `auto`: by what the data holds. */
export const taskKinds = ['auto', 'words', 'frames', 'ctc'] as const;
/** What is learnt, once it is known what the data holds. */
export type TaskId = Exclude<(typeof taskKinds)[number], 'auto'>;
export const letterCases = ['keep', 'lower', 'upper'] as const;
export const punctuationRules = ['keep', 'remove'] as const;
export const digitRules = ['keep', 'spell'] as const;
export const decoders = ['greedy', 'beam'] as const;

/**
 * How what a net answers to the test clips becomes text; while it is trained, it is decoded greedily. The rest is of
 * `beam`: see `engine/tasks/ctc/decoder`, which also tells what the language model is counted from.
 */
export const decodingSchema = v.strictObject({
  kind: v.picklist(decoders),
  /** Beginnings that are kept from frame to frame. */
  width: within(decodingBounds.width),
  /** Of the n-gram model. */
  order: within(decodingBounds.order),
  /** What the model's logarithms count; 0 leaves it out. */
  weight: within(decodingBounds.weight),
  /** Added for each symbol, in nats: against the model's liking for few. */
  bonus: within(decodingBounds.bonus),
});
export type DecodingConfig = v.InferOutput<typeof decodingSchema>;

/**
 * Greedy, as everything was before there was a choice. The rest was looked at on validation voices of connected digits: a
 * heavier model, or no bonus, leaves words out.
 */
export const defaultDecoding: DecodingConfig = { kind: 'greedy', width: 16, order: 5, weight: 0.3, bonus: 0.5 };

/** What is recognised: a word a clip, the phone of each frame, or sentences, symbol by symbol. */
export const taskSchema = v.strictObject({
  kind: v.picklist(taskKinds),
  /** Of sentences: what they are written in. Phones are those of the corpus, folded as for training. */
  symbols: v.picklist(units),
  /** Of sentences: see `data/symbols/normalise`. */
  case: v.picklist(letterCases),
  punctuation: v.picklist(punctuationRules),
  digits: v.picklist(digitRules),
  /** Of sentences. Left out of what was saved before there was a choice. */
  decoding: v.optional(decodingSchema, defaultDecoding),
});
export type TaskConfig = v.InferOutput<typeof taskSchema>;

export const frontEndSchema = v.strictObject({
  /** `mfcc` keeps the first `coefficients` of the DCT of the log-mel; `spectrogram` has the transform's own bins. */
  kind: v.picklist(frontEndKinds),
  /** `remove`: the mean of each frame, before pre-emphasis, which is then of each frame too (Kaldi). */
  dcOffset: v.picklist(dcOffsets),
  preEmphasis: within(frontEndBounds.preEmphasis),
  denoise: v.picklist(denoisers),
  window: v.picklist(windowKinds),
  windowMs: within(frontEndBounds.windowMs),
  hopMs: within(frontEndBounds.hopMs),
  /** `snip`: whole frames of the samples that are there; `centre`: frames around every hop, samples mirrored at the ends. */
  edges: v.picklist(edgeRules),
  /** Length of the transform: the next power of two, or the shortest of factors 2, 3 and 5 (400 for 25 ms). */
  fft: v.picklist(fftRules),
  melBands: within(frontEndBounds.melBands),
  /** `htk` and `slaney`: triangles straight over frequency; `kaldi`: HTK's scale, straight over mel. */
  melScale: v.picklist(melScales),
  /** `slaney`: equal area instead of equal height. */
  melNorm: v.picklist(melNorms),
  coefficients: within(frontEndBounds.coefficients),
  lowHz: within(frontEndBounds.lowHz),
  highHz: within(frontEndBounds.highHz),
  /** See `engine/dsp/log-scale`; `pcen` does without. */
  log: v.picklist(logKinds),
  pcen: v.strictObject({
    smoothingMs: within(frontEndBounds.pcenSmoothingMs),
    gain: within(frontEndBounds.pcenGain),
    bias: within(frontEndBounds.pcenBias),
    power: within(frontEndBounds.pcenPower),
  }),
  /** 0: none, 1: first differences appended, 2: second too. */
  deltas: v.picklist(deltaOrders),
  /** Mean and variance per feature: over all training clips, or of each clip by itself. */
  normalise: v.picklist(normalisations),
});
export type FrontEndConfig = v.InferOutput<typeof frontEndSchema>;

/** How training clips are varied; 0 switches each off. `engine/data/augment` tells what they do. */
export const augmentSchema = v.strictObject({
  /** Drawn from -speed to +speed percent, in whole percents; pitch follows. */
  speed: within(augmentBounds.speed),
  /** Longest reverberation (RT60); drawn from a quarter of it on. */
  reverbMs: within(augmentBounds.reverbMs),
  shiftMs: within(augmentBounds.shiftMs),
  volumeDb: within(augmentBounds.volumeDb),
  /** SpecAugment: how many masks, and the widest of each. */
  timeMasks: within(augmentBounds.masks),
  timeMaskMs: within(augmentBounds.timeMaskMs),
  frequencyMasks: within(augmentBounds.masks),
  /** Percent of the features. */
  frequencyMaskShare: within(augmentBounds.frequencyMaskShare),
});
export type AugmentConfig = v.InferOutput<typeof augmentSchema>;

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
  task: taskSchema,
  data: v.strictObject({
    /** `pack`: the pack of words; `digits`: that of connected digits. */
    source: v.variant('kind', [
      v.strictObject({ kind: v.literal('pack') }),
      v.strictObject({ kind: v.literal('digits') }),
      v.strictObject({
        kind: v.literal('own'),
        fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/)),
        name: v.pipe(v.string(), v.maxLength(200)),
      }),
    ]),
    /**
     * Fingerprint of audio without labels that students hear through their teachers alone; null: none. Left out of what was
     * saved before there was a choice.
     */
    unlabelled: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/))), null),
    /** Percent of the training labels that students see. */
    labelShare: within(dataBounds.labelShare),
    /** `same` gives the teacher only the students' share. */
    teacherLabels: v.picklist(teacherLabelChoices),
    noise: v.strictObject({
      /** Drawn from at random for each clip; empty: clean. */
      kinds: v.array(v.picklist(noiseKinds)),
      snrDbMin: within(dataBounds.snrDb),
      snrDbMax: within(dataBounds.snrDb),
      /** How many differently noisy and varied versions of each training clip there are; epochs take them in turn. */
      versions: within(dataBounds.noiseVersions),
    }),
    augment: augmentSchema,
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
