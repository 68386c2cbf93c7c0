import * as v from 'valibot';
import { experimentSchema } from '../config/experiment.ts';
import { isObject, toJson } from '../config/json.ts';
import { migrate } from '../config/migrate.ts';
import { StudioError } from '../core/errors.ts';
import { fromHalves, toHalves } from '../core/float16.ts';
import { Digest } from '../core/hash.ts';
import { windowShape } from '../data/clip-window.ts';
import { models } from '../models/catalog.ts';
import { layoutOf } from '../train/net.ts';
import type { TrainedPair } from './trained-pair.ts';

/** Of right words; of sentences an error rate, which may be above 100. */
const percent = v.pipe(v.number(), v.minValue(0));
const numbers = v.array(v.pipe(v.number(), v.finite()));
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

const recordedSchema = v.strictObject({
  version: v.literal(1),
  /** Day on which it was run, `2026-01-31`. */
  date: v.pipe(v.string(), v.isoDate()),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  experiment: experimentSchema,
  classes: v.pipe(v.array(v.string()), v.minLength(2)),
  windowSeconds: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  gainPoints: v.number(),
  /** Of nets for sentences. */
  judged: v.optional(v.picklist(['wer', 'cer', 'per'])),
  normaliser: v.strictObject({ mean: numbers, inverseDeviation: numbers }),
  /** In the experiment's order, as their weights follow each other in the other file, as halves. */
  nets: v.array(v.strictObject({ id: v.string(), accuracy: percent, weights: hex })),
});

/** A finished run as it is kept beside the page: what was run, what came out, and digests of the weights. */
export type RecordedRun = v.InferOutput<typeof recordedSchema>;

export interface RunResult {
  readonly pair: TrainedPair;
  readonly experiment: RecordedRun['experiment'];
  readonly gainPoints: number;
}

/** The two files of a finished run. Weights are rounded to halves: half the bytes for the third digit of a logit. */
export function encodeRun(
  { pair, experiment, gainPoints }: RunResult,
  date: string,
): { readonly run: RecordedRun; readonly weights: Uint8Array<ArrayBuffer> } {
  const halves = pair.nets.map(({ model }) => toHalves(model.weights));
  const [first] = pair.nets;
  if (!first) throw new RangeError('a run without nets');
  const { mean, inverseDeviation } = first.model.normaliser;
  const run: RecordedRun = {
    version: 1,
    date,
    seed: pair.seed,
    experiment,
    classes: [...pair.classes],
    windowSeconds: pair.windowSeconds,
    gainPoints,
    ...(pair.sentences && { judged: pair.sentences.judged }),
    normaliser: { mean: [...mean], inverseDeviation: [...inverseDeviation] },
    nets: pair.nets.map(({ model, tested }, i) => ({
      id: model.trainingId,
      accuracy: tested,
      weights: new Digest().array(halves[i]!).hex(),
    })),
  };
  const weights = new Uint8Array(halves.reduce((sum, one) => sum + one.byteLength, 0));
  let at = 0;
  for (const one of halves) {
    weights.set(new Uint8Array(one.buffer), at);
    at += one.byteLength;
  }
  return { run, weights };
}

/**
 * The nets of a recorded run, ready to listen.
 * @throws StudioError `live/recorded-unavailable` when the files are not those of a recorded run
 */
export function decodeRun(
  json: unknown,
  weights: Uint8Array,
): { readonly run: RecordedRun; readonly pair: TrainedPair } {
  const parsed = v.safeParse(recordedSchema, migrated(json));
  if (!parsed.success) throw broken(v.getDotPath(parsed.issues[0]) ?? 'json');
  const run = parsed.output;
  const { experiment, classes, windowSeconds } = run;
  const shape = windowShape([windowSeconds], experiment.frontEnd);
  const normaliser = {
    mean: Float32Array.from(run.normaliser.mean),
    inverseDeviation: Float32Array.from(run.normaliser.inverseDeviation),
  };
  if (normaliser.mean.length !== shape.bins || normaliser.inverseDeviation.length !== shape.bins)
    throw broken('normaliser');
  // A copy, so that it begins at a multiple of two.
  const halves = new Uint16Array(weights.slice().buffer, 0, weights.byteLength >> 1);
  let at = 0;
  const nets = run.nets.map(({ id, accuracy, weights: digest }) => {
    const training = experiment.trainings.find((one) => one.id === id);
    if (!training) throw broken(`nets.${id}`);
    const { family, model: settings, role, teachers } = training;
    const layout = layoutOf(family, settings, shape, classes.length);
    const count = layout.reduce((sum, { shape: sizes }) => sum + sizes.reduce((a, b) => a * b, 1), 0);
    const own = halves.slice(at, (at += count));
    if (new Digest().array(own).hex() !== digest) throw broken(`nets.${id}.weights`);
    const cost = models.get(family).cost({ frames: shape.frames, bins: shape.bins, classes: classes.length }, settings);
    return {
      role,
      teachers,
      model: { trainingId: id, family, settings, weights: fromHalves(own), normaliser },
      cost,
      tested: accuracy,
    };
  });
  if (at * 2 !== weights.byteLength) throw broken('weights');
  return {
    run,
    pair: {
      seed: run.seed,
      task: run.judged ? 'ctc' : 'words',
      frontEnd: experiment.frontEnd,
      shape,
      windowSeconds,
      classes,
      sentences: run.judged ? { config: experiment.task, judged: run.judged } : null,
      nets,
    },
  };
}

/** As this version writes it. @throws StudioError `experiment/newer-version` */
function migrated(json: unknown): unknown {
  const recorded = toJson(json);
  if (!isObject(recorded) || !isObject(recorded['experiment'])) return json;
  return { ...recorded, experiment: migrate(recorded['experiment']) };
}

function broken(field: string): StudioError {
  return new StudioError('live/recorded-unavailable', { field });
}
