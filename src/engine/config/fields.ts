import type { ParamSpec } from '../core/param-spec.ts';
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
import {
  dcOffsets,
  decoders,
  digitRules,
  deltaOrders,
  denoisers,
  edgeRules,
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
  teacherLabelChoices,
  windowKinds,
} from './experiment.ts';

export const cards = ['data', 'frontEnd', 'teacher', 'student', 'method'] as const;
export type Card = (typeof cards)[number];

interface FieldBase {
  /** Dotted, as `editExperiment` takes it. */
  readonly path: string;
  readonly card: Card;
}

export interface NumberField extends FieldBase, Bounds {
  readonly kind: 'number';
  /** May be left empty (null). */
  readonly optional?: boolean;
}

export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly choices: readonly (string | number)[];
}

/** Any number of the choices, none too. */
export interface ChoicesField extends FieldBase {
  readonly kind: 'choices';
  readonly choices: readonly string[];
}

/** What a form needs to know to draw an input; its words come from the reader's language by path. */
export type Field = NumberField | ChoiceField | ChoicesField;

const number = (card: Card, path: string, bounds: Bounds): NumberField => ({ kind: 'number', card, path, ...bounds });
const choice = (card: Card, path: string, choices: readonly (string | number)[]): ChoiceField => ({
  kind: 'choice',
  card,
  path,
  choices,
});

/** Fields of the cards "data" and "front end", in the order of the form. */
export const experimentFields: readonly Field[] = [
  number('data', 'data.labelShare', dataBounds.labelShare),
  choice('data', 'data.teacherLabels', teacherLabelChoices),
  { kind: 'choices', card: 'data', path: 'data.noise.kinds', choices: noiseKinds },
  number('data', 'data.noise.snrDbMin', dataBounds.snrDb),
  number('data', 'data.noise.snrDbMax', dataBounds.snrDb),
  number('data', 'data.noise.versions', dataBounds.noiseVersions),
  number('data', 'data.augment.speed', augmentBounds.speed),
  number('data', 'data.augment.reverbMs', augmentBounds.reverbMs),
  number('data', 'data.augment.shiftMs', augmentBounds.shiftMs),
  number('data', 'data.augment.volumeDb', augmentBounds.volumeDb),
  number('data', 'data.augment.timeMasks', augmentBounds.masks),
  number('data', 'data.augment.timeMaskMs', augmentBounds.timeMaskMs),
  number('data', 'data.augment.frequencyMasks', augmentBounds.masks),
  number('data', 'data.augment.frequencyMaskShare', augmentBounds.frequencyMaskShare),
  number('data', 'seed', runBounds.seed),
  { ...number('data', 'limits.maxClips', runBounds.maxClips), optional: true },
  { ...number('data', 'limits.maxSteps', runBounds.maxSteps), optional: true },
  choice('frontEnd', 'frontEnd.kind', frontEndKinds),
  number('frontEnd', 'frontEnd.melBands', frontEndBounds.melBands),
  number('frontEnd', 'frontEnd.coefficients', frontEndBounds.coefficients),
  number('frontEnd', 'frontEnd.windowMs', frontEndBounds.windowMs),
  number('frontEnd', 'frontEnd.hopMs', frontEndBounds.hopMs),
  number('frontEnd', 'frontEnd.lowHz', frontEndBounds.lowHz),
  number('frontEnd', 'frontEnd.highHz', frontEndBounds.highHz),
  choice('frontEnd', 'frontEnd.denoise', denoisers),
  number('frontEnd', 'frontEnd.preEmphasis', frontEndBounds.preEmphasis),
  choice('frontEnd', 'frontEnd.dcOffset', dcOffsets),
  choice('frontEnd', 'frontEnd.window', windowKinds),
  choice('frontEnd', 'frontEnd.edges', edgeRules),
  choice('frontEnd', 'frontEnd.fft', fftRules),
  choice('frontEnd', 'frontEnd.melScale', melScales),
  choice('frontEnd', 'frontEnd.melNorm', melNorms),
  choice('frontEnd', 'frontEnd.log', logKinds),
  number('frontEnd', 'frontEnd.pcen.smoothingMs', frontEndBounds.pcenSmoothingMs),
  number('frontEnd', 'frontEnd.pcen.gain', frontEndBounds.pcenGain),
  number('frontEnd', 'frontEnd.pcen.bias', frontEndBounds.pcenBias),
  number('frontEnd', 'frontEnd.pcen.power', frontEndBounds.pcenPower),
  choice('frontEnd', 'frontEnd.deltas', deltaOrders),
  choice('frontEnd', 'frontEnd.normalise', normalisations),
];

/** What sentences are written in, and how their texts are made alike. */
export const taskFields: readonly Field[] = [
  choice('data', 'task.symbols', units),
  choice('data', 'task.case', letterCases),
  choice('data', 'task.punctuation', punctuationRules),
  choice('data', 'task.digits', digitRules),
];

/** How sentences are decoded: the choice, then what only a beam has. */
export const decodingFields: readonly [Field, ...Field[]] = [
  choice('data', 'task.decoding.kind', decoders),
  number('data', 'task.decoding.width', decodingBounds.width),
  number('data', 'task.decoding.order', decodingBounds.order),
  number('data', 'task.decoding.weight', decodingBounds.weight),
  number('data', 'task.decoding.bonus', decodingBounds.bonus),
];

/** How one training learns. Only teachers may stop early. */
export function optimiserFields(trainingId: string, card: 'teacher' | 'student'): readonly Field[] {
  const at = `trainings.${trainingId}.optimiser`;
  return [
    number(card, `${at}.learningRate`, optimiserBounds.learningRate),
    choice(card, `${at}.schedule`, schedules),
    number(card, `${at}.warmupSteps`, optimiserBounds.warmupSteps),
    number(card, `${at}.batchSize`, optimiserBounds.batchSize),
    number(card, `${at}.steps`, optimiserBounds.steps),
    number(card, `${at}.clipNorm`, optimiserBounds.clipNorm),
    ...(card === 'teacher' ? [number(card, `${at}.patience`, optimiserBounds.patience)] : []),
  ];
}

/** Settings of a model family (`card` teacher or student) or of a method, as fields of one training. */
export function plugInFields(specs: readonly ParamSpec[], trainingId: string, card: Card): readonly Field[] {
  const at = `trainings.${trainingId}.${card === 'method' ? 'method.params' : 'model'}`;
  return specs.map((spec): Field => {
    const path = `${at}.${spec.key}`;
    return spec.kind === 'number' ? number(card, path, spec) : choice(card, path, spec.choices);
  });
}
