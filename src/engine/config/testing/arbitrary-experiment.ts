import fc from 'fast-check';
import type { ParamSpec } from '../../core/param-spec.ts';
import { units } from '../../data/symbols/units.ts';
import {
  augmentBounds,
  dataBounds,
  decodingBounds,
  frontEndBounds,
  optimiserBounds,
  runBounds,
  type Bounds,
} from '../bounds.ts';
import {
  dcOffsets,
  decoders,
  deltaOrders,
  digitRules,
  denoisers,
  edgeRules,
  EXPERIMENT_VERSION,
  fftRules,
  frontEndKinds,
  letterCases,
  logKinds,
  melNorms,
  melScales,
  noiseKinds,
  normalisations,
  punctuationRules,
  schedules,
  taskKinds,
  teacherLabelChoices,
  windowKinds,
  type Experiment,
  type FrontEndConfig,
  type OptimiserConfig,
  type Training,
} from '../experiment.ts';
import { frameGeometry } from '../frame-geometry.ts';
import { presets } from '../presets/catalog.ts';
import { testCatalogs } from './catalogs.ts';

const { models, methods } = testCatalogs;

/** No -0: JSON and a link write it as 0. */
function within({ min, max, integer }: Bounds): fc.Arbitrary<number> {
  return integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map((value) => value + 0);
}

function settings(specs: readonly ParamSpec[]): fc.Arbitrary<Record<string, number | string>> {
  return fc.record(
    Object.fromEntries(
      specs.map((spec) => [spec.key, spec.kind === 'choice' ? fc.constantFrom(...spec.choices) : within(spec)]),
    ),
  );
}

const frontEnd: fc.Arbitrary<FrontEndConfig> = fc
  .record({
    kind: fc.constantFrom(...frontEndKinds),
    dcOffset: fc.constantFrom(...dcOffsets),
    preEmphasis: within(frontEndBounds.preEmphasis),
    denoise: fc.constantFrom(...denoisers),
    window: fc.constantFrom(...windowKinds),
    windowMs: within(frontEndBounds.windowMs),
    hopMs: within(frontEndBounds.hopMs),
    edges: fc.constantFrom(...edgeRules),
    fft: fc.constantFrom(...fftRules),
    melBands: within(frontEndBounds.melBands),
    melScale: fc.constantFrom(...melScales),
    melNorm: fc.constantFrom(...melNorms),
    coefficients: within(frontEndBounds.coefficients),
    lowHz: within(frontEndBounds.lowHz),
    highHz: within(frontEndBounds.highHz),
    log: fc.constantFrom(...logKinds),
    pcen: fc.record({
      smoothingMs: within(frontEndBounds.pcenSmoothingMs),
      gain: within(frontEndBounds.pcenGain),
      bias: within(frontEndBounds.pcenBias),
      power: within(frontEndBounds.pcenPower),
    }),
    deltas: fc.constantFrom(...deltaOrders),
    normalise: fc.constantFrom(...normalisations),
  })
  .filter((config) => config.lowHz < config.highHz && frameGeometry(config).spectrumBins > 0)
  .map((config) => ({
    ...config,
    hopMs: Math.min(config.hopMs, config.windowMs),
    coefficients: Math.min(config.coefficients, config.melBands),
  }));

const optimiser: fc.Arbitrary<OptimiserConfig> = fc
  .record({
    name: fc.constant('adam' as const),
    learningRate: within(optimiserBounds.learningRate),
    schedule: fc.constantFrom(...schedules),
    warmupSteps: within(optimiserBounds.warmupSteps),
    batchSize: within(optimiserBounds.batchSize),
    steps: within(optimiserBounds.steps),
    clipNorm: within(optimiserBounds.clipNorm),
    patience: fc.constant(0),
  })
  .map((config) => ({ ...config, warmupSteps: Math.min(config.warmupSteps, config.steps) }));

const net = fc
  .constantFrom(...models.all)
  .chain(({ id, params }) => fc.record({ family: fc.constant(id), model: settings(params), optimiser }));
const teaching = settings(methods.get('hinton').params).map((params) => ({ id: 'hinton', params }));
const alone: Pick<Training, 'method' | 'teachers' | 'data'> = {
  method: { id: 'none', params: {} },
  teachers: [],
  data: 'labelled',
};

/** A teacher, at times a second one in its place or an assistant between, and students that share net and optimiser; in any order. */
const trainings: fc.Arbitrary<Training[]> = fc
  .record({
    teacher: net,
    patience: within(optimiserBounds.patience),
    second: fc.option(net),
    assistant: fc.option(net),
    student: net,
    taught: fc.array(teaching, { minLength: 1, maxLength: 3 }),
    // The names of the default experiment, and others: a link has to say which ones there are.
    names: fc.constantFrom(
      ['teacher', 'alone', 'distilled'],
      ['big', 'small', 'small-taught'],
      ['alone', 'teacher', 'x'],
    ),
  })
  .chain(({ teacher, patience, second, assistant, student, taught, names }) => {
    const [teacherId = '', aloneId = '', taughtId = ''] = names;
    const middle = assistant ? ['assistant'] : [];
    const all: Training[] = [
      { ...alone, ...teacher, id: teacherId, role: 'teacher', optimiser: { ...teacher.optimiser, patience } },
      ...(second ? [{ ...alone, ...second, id: 'second', role: 'teacher' as const }] : []),
      ...(assistant
        ? [
            {
              ...assistant,
              id: 'assistant',
              role: 'student' as const,
              method: taught[0]!,
              teachers: [teacherId],
              data: 'all' as const,
            },
          ]
        : []),
      { ...alone, ...student, id: aloneId, role: 'student' },
      ...taught.map((method, i) => ({
        ...student,
        id: i === 0 ? taughtId : `${taughtId}-${i}`,
        role: 'student' as const,
        method,
        teachers: [[teacherId, ...(second ? ['second'] : []), ...middle].at(-1)!],
        data: 'all' as const,
      })),
    ];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

/** All digits too: they may not come back from a link as a number. */
const fingerprint = fc.oneof(fc.constant('1234567890123456'), fc.stringMatching(/^[0-9a-f]{16,64}$/));

const source: fc.Arbitrary<Experiment['data']['source']> = fc.oneof(
  fc.constant({ kind: 'pack' as const }),
  fc.record({
    kind: fc.constant('own' as const),
    fingerprint,
    // Of any kind: it may not come back from a link as something else.
    name: fc.string({ unit: 'binary', maxLength: 40 }),
  }),
);

/** Any experiment that is valid with the test catalogs. */
export const arbitraryExperiment: fc.Arbitrary<Experiment> = fc
  .record({
    version: fc.constant(EXPERIMENT_VERSION),
    preset: fc.constantFrom(...presets.all.map(({ id }) => id)),
    seed: within(runBounds.seed),
    task: fc.record({
      kind: fc.constantFrom(...taskKinds),
      symbols: fc.constantFrom(...units),
      case: fc.constantFrom(...letterCases),
      punctuation: fc.constantFrom(...punctuationRules),
      digits: fc.constantFrom(...digitRules),
      decoding: fc.record({
        kind: fc.constantFrom(...decoders),
        width: within(decodingBounds.width),
        order: within(decodingBounds.order),
        weight: within(decodingBounds.weight),
        bonus: within(decodingBounds.bonus),
      }),
    }),
    data: fc.record({
      source,
      unlabelled: fc.option(fingerprint),
      labelShare: within(dataBounds.labelShare),
      teacherLabels: fc.constantFrom(...teacherLabelChoices),
      noise: fc.record({
        kinds: fc.shuffledSubarray([...noiseKinds]),
        snrDbMin: within(dataBounds.snrDb),
        snrDbMax: within(dataBounds.snrDb),
        versions: within(dataBounds.noiseVersions),
      }),
      augment: fc.record({
        speed: within(augmentBounds.speed),
        reverbMs: within(augmentBounds.reverbMs),
        shiftMs: within(augmentBounds.shiftMs),
        volumeDb: within(augmentBounds.volumeDb),
        timeMasks: within(augmentBounds.masks),
        timeMaskMs: within(augmentBounds.timeMaskMs),
        frequencyMasks: within(augmentBounds.masks),
        frequencyMaskShare: within(augmentBounds.frequencyMaskShare),
      }),
    }),
    frontEnd,
    trainings,
    limits: fc.record({
      maxSteps: fc.option(within(runBounds.maxSteps)),
      maxClips: fc.option(within(runBounds.maxClips)),
    }),
  })
  .map((experiment) => {
    const { noise } = experiment.data;
    const [snrDbMin = 0, snrDbMax = 0] = [noise.snrDbMin, noise.snrDbMax].sort((a, b) => a - b);
    return { ...experiment, data: { ...experiment.data, noise: { ...noise, snrDbMin, snrDbMax } } };
  });
