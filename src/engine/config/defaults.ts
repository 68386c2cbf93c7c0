import {
  defaultDecoding,
  EXPERIMENT_VERSION,
  type Experiment,
  type OptimiserConfig,
  type Training,
} from './experiment.ts';

const optimiser: OptimiserConfig = {
  name: 'adam',
  learningRate: 2e-3,
  schedule: 'cosine',
  warmupSteps: 0,
  batchSize: 32,
  steps: 1000,
  clipNorm: 5,
  patience: 0,
};

const student = {
  role: 'student',
  family: 'dnn',
  model: { width: 8, depth: 2, dropout: 0 },
  // A higher rate helps the distilled student more, but then the one alone overfits its few labels: this serves both.
  optimiser,
} as const satisfies Partial<Training>;

/**
 * The experiment that every preset starts from: a DNN of 256 units teaches one of 8 on noisy words, the students see a
 * tenth of the labels. There distillation has something to give: the teacher saw all labels, and the noise keeps it
 * from being perfect.
 */
export const defaultExperiment: Experiment = {
  version: EXPERIMENT_VERSION,
  preset: 'few-labels',
  seed: 1,
  task: {
    kind: 'auto',
    symbols: 'characters',
    case: 'lower',
    punctuation: 'remove',
    digits: 'keep',
    decoding: defaultDecoding,
  },
  data: {
    source: { kind: 'pack' },
    unlabelled: null,
    labelShare: 10,
    teacherLabels: 'all',
    noise: { kinds: ['white', 'pink', 'hum', 'babble'], snrDbMin: 0, snrDbMax: 15, versions: 8 },
    augment: {
      speed: 0,
      reverbMs: 0,
      shiftMs: 0,
      volumeDb: 0,
      timeMasks: 0,
      timeMaskMs: 100,
      frequencyMasks: 0,
      frequencyMaskShare: 20,
    },
  },
  frontEnd: {
    kind: 'log-mel',
    dcOffset: 'keep',
    preEmphasis: 0.97,
    denoise: 'none',
    window: 'hann',
    windowMs: 25,
    hopMs: 10,
    edges: 'snip',
    fft: 'power-of-two',
    melBands: 40,
    melScale: 'htk',
    melNorm: 'none',
    coefficients: 13,
    lowHz: 20,
    highHz: 7600,
    log: 'offset',
    pcen: { smoothingMs: 400, gain: 0.98, bias: 2, power: 0.5 },
    deltas: 0,
    normalise: 'global',
  },
  trainings: [
    {
      id: 'teacher',
      role: 'teacher',
      family: 'dnn',
      model: { width: 256, depth: 2, dropout: 0.2 },
      method: { id: 'none', params: {} },
      teachers: [],
      data: 'labelled',
      optimiser: { ...optimiser, batchSize: 64, patience: 8 },
    },
    { ...student, id: 'alone', method: { id: 'none', params: {} }, teachers: [], data: 'labelled' },
    {
      ...student,
      id: 'distilled',
      method: { id: 'hinton', params: { temperature: 4, alpha: 0.9 } },
      teachers: ['teacher'],
      data: 'all',
    },
  ],
  limits: { maxSteps: null, maxClips: null },
};
