import { describe, expect, test } from 'vitest';
import type { Experiment } from '../engine/config/experiment.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { ExperimentRun, RunPorts, RunRequest } from '../engine/experiment/experiment-run.ts';
import type { FeatureProvider } from '../engine/experiment/feature-provider.ts';
import { BlockFeatures } from '../engine/experiment/block-features.ts';
import { LocalFeatureMaker } from '../engine/experiment/local-feature-maker.ts';
import type { Report } from '../engine/experiment/report.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { nodeTrainer } from './node-trainer.ts';
import { prepareHere } from './testing/run-here.ts';
import { timeless } from './testing/timeless.ts';
import { tinyCorpus, tinyExperiment } from './testing/tiny-corpus.ts';
import { sentenceExperiment, tinySentences } from './testing/tiny-sentences.ts';

const prepare = (request: Partial<RunRequest> = {}, ports: Partial<RunPorts> = {}) =>
  prepareHere(
    { experiment: tinyExperiment(), dataset: tinyCorpus(), ...request },
    { backend: { name: 'cpu', known: {} }, ...ports },
  );

async function reportOf(experiment: Experiment, dataset: Dataset = tinyCorpus()): Promise<Report> {
  return (await prepare({ experiment, dataset }).run.start())!;
}

const knobsOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'train' && event.event.kind === 'knob' ? [{ id: event.trainingId, ...event.event }] : [],
  );

/** Has the trainings do a step and waits until one of them has done so many. */
async function takeStep(run: ExperimentRun, events: readonly RunEvent[], steps: number): Promise<void> {
  await run.step();
  await expect
    .poll(() =>
      events.some((event) => event.kind === 'train' && event.event.kind === 'paused' && event.event.step === steps),
    )
    .toBe(true);
}

test('goes on from a snapshot to the same report, a knob turned for later trainings included', async () => {
  const { run, events } = prepare({ paused: true });
  const report = run.start();
  for (let step = 1; step <= 3; step++) await takeStep(run, events, step);
  await run.turn('temperature', 1);
  const kept = structuredClone(run.snapshot());
  run.resume();
  const whole = (await report)!;
  expect(whole.runs[0]!.knobs).toContainEqual({ model: 'distilled', step: 0, key: 'temperature', value: 1 });
  const rest = prepare({ resume: kept });
  expect(timeless((await rest.run.start())!)).toEqual(timeless(whole));
  expect(knobsOf(rest.events)).toContainEqual(
    expect.objectContaining({ id: 'distilled', key: 'temperature', value: 1 }),
  );
  expect(rest.events.filter(({ kind }) => kind === 'seed-started')).toHaveLength(1);
});

test('does not tell again of the failure that it goes on from', async () => {
  const { run } = prepare({}, { createFeatures: () => new BlockFeatures(() => new FailingMaker(), 2) });
  await expect(run.start()).rejects.toMatchObject({ code: 'train/worker-died' });
  const { run: rest, events } = prepare({ resume: structuredClone(run.snapshot()) });
  await rest.start();
  expect(events.map(({ kind }) => kind)).not.toContain('run-failed');
});

test('goes on from NaN with a lower rate, also before the first checkpoint', async () => {
  const wild = tinyExperiment();
  const experiment = {
    ...wild,
    trainings: wild.trainings.map((training) =>
      training.role === 'teacher'
        ? training
        : { ...training, optimiser: { ...training.optimiser, learningRate: 1e20 } },
    ),
  };
  const { run } = prepare({ experiment });
  await expect(run.start()).rejects.toMatchObject({ code: 'train/not-finite' });
  const { run: rest, events } = prepare({ experiment, resume: structuredClone(run.calmedSnapshot()) });
  await rest.start().catch(() => undefined);
  const rates = ['alone', 'distilled'].map((id) => ({ id, kind: 'knob', step: 0, key: 'learningRate', value: 3e19 }));
  expect(knobsOf(events).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rates);
});

test('hears a stop while features are being prepared', async () => {
  const features = new EndlessFeatures();
  const { run, events } = prepare({}, { createFeatures: () => features });
  const report = run.start();
  await run.stop();
  expect(await report).toBeNull();
  expect(events.at(-1)).toEqual({ kind: 'run-stopped' });
});

test('hears a stop while the trainings are scored, and ends without a report', async () => {
  const prepared = prepare(
    {},
    {
      onEvent: (event) => {
        prepared.events.push(event);
        if (event.kind === 'tested') void prepared.run.stop();
      },
    },
  );
  expect(await prepared.run.start()).toBeNull();
  const kinds = prepared.events.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'tested')).toHaveLength(1);
  expect(kinds).not.toContain('seed-finished');
  expect(kinds.at(-1)).toBe('run-stopped');
});

test('has the students ready before their teacher is over, and leaves none of them behind when it is stopped', async () => {
  const begun: string[] = [];
  const ended: string[] = [];
  const features = new BlockFeatures(() => new LocalFeatureMaker(), 1);
  const dispose = features.dispose.bind(features);
  const featuresEnd = new Promise<void>((resolve) => {
    features.dispose = () => dispose().then(resolve);
  });
  const { run, events } = prepare(
    { paused: true },
    {
      createFeatures: () => features,
      createTrainer({ id }) {
        begun.push(id);
        const trainer = nodeTrainer();
        const dispose = () => trainer.dispose().then(() => void ended.push(id));
        return new Proxy(trainer, {
          get: (target, key) =>
            key === 'dispose' ? dispose : (Reflect.get(target, key) as () => unknown).bind(target),
        });
      },
    },
  );
  const report = run.start();
  await featuresEnd;
  // Of twelve: while it begins, it has the processors to itself.
  for (let step = 1; step <= 3; step++) await takeStep(run, events, step);
  expect(begun).toEqual(['teacher']);
  await takeStep(run, events, 4);
  expect(begun).toEqual(['teacher', 'alone', 'distilled']);
  await run.stop();
  expect(await report).toBeNull();
  expect(ended.sort()).toEqual(['alone', 'distilled', 'teacher']);
});

test('takes knobs while trainings are being set up', async () => {
  let turned: Promise<void> | null = null;
  const { run, events } = prepare(
    {},
    {
      createTrainer: ({ id }) => {
        if (id === 'teacher') queueMicrotask(() => void (turned = run.turn('learningRate', 0.02)));
        return nodeTrainer();
      },
    },
  );
  await run.start();
  await expect(turned).resolves.toBeUndefined();
  expect(knobsOf(events)).toEqual([{ id: 'teacher', kind: 'knob', step: 0, key: 'learningRate', value: 0.02 }]);
});

test('says nothing of a pause that comes too late', async () => {
  const { run, events } = prepare();
  await run.start();
  await run.pause();
  expect(events.at(-1)!.kind).toBe('run-finished');
});

test('measures a student against the student that taught it', async () => {
  const { trainings } = tinyExperiment();
  const distilled = trainings.find(({ id }) => id === 'distilled')!;
  const chain = [
    ...trainings.filter(({ id }) => id !== 'distilled'),
    { ...distilled, id: 'assistant' },
    { ...distilled, teachers: ['assistant'] },
  ];
  const report = await reportOf({ ...tinyExperiment(), trainings: chain });
  const distances = report.curves.filter(({ model, metric }) => model === 'distilled' && metric === 'distillationLoss');
  expect(distances).toHaveLength(13);
  expect(distances.every(({ value }) => value >= 0)).toBe(true);
});

test('learns nothing from the test voices: other sounds in their place change no curve', async () => {
  const dataset = tinyCorpus();
  const other = { ...dataset, pcm: dataset.pcm.slice() };
  for (const { split, audio } of dataset.utterances)
    if (split === 'test') other.pcm.fill(0, audio.offset, audio.offset + audio.length / 2);
  const [before, after] = [await reportOf(tinyExperiment(), dataset), await reportOf(tinyExperiment(), other)];
  expect(after.curves).toEqual(before.curves);
  expect(after.runs[0]!.models['teacher']!.confusion).not.toEqual(before.runs[0]!.models['teacher']!.confusion);
});

test('refuses a limit that leaves a split empty', () => {
  const dataset = tinyCorpus();
  const unsplit = {
    ...dataset,
    utterances: dataset.utterances.map(({ split: _, speaker: __, ...rest }) => rest),
    speakersKnown: false,
  };
  expect(() => prepare({ dataset: unsplit, experiment: tinyExperiment({ limits: { maxClips: 3 } }) })).toThrow(
    expect.objectContaining({
      code: 'experiment/invalid',
      params: expect.objectContaining({ field: 'limits.maxClips' }),
    }),
  );
});

class FailingMaker extends LocalFeatureMaker {
  override open(): Promise<never> {
    return Promise.reject(new StudioError('train/worker-died'));
  }
}

/** Prepares until its thread is ended. */
class EndlessFeatures implements FeatureProvider {
  private end: (error: StudioError) => void = () => undefined;

  prepare(): Promise<never> {
    return new Promise((_, reject) => (this.end = reject));
  }

  block(): Promise<never> {
    throw new Error('nothing was prepared');
  }

  portion(): Promise<never> {
    return this.block();
  }

  dispose(): Promise<void> {
    this.end(new StudioError('train/stopped'));
    return Promise.resolve();
  }
}

describe('sentences', () => {
  const decoding = { kind: 'beam', width: 4, order: 3 };
  const { trainings, ...rest } = sentenceExperiment({ task: { kind: 'ctc', decoding } });
  // A teacher that answers twice as often as its students.
  const paced = trainings.map((one) => ({ ...one, model: { ...one.model, stride: one.role === 'teacher' ? 2 : 4 } }));
  const request = { dataset: tinySentences(), experiment: { ...rest, trainings: paced } };

  test('go on from a snapshot to the same report, in error rates', { timeout: 60_000 }, async () => {
    const { run, events } = prepare({ ...request, paused: true });
    const report = run.start();
    for (let step = 1; step <= 2; step++) {
      await run.step();
      await expect
        .poll(
          () => events.some((event) => event.kind === 'train' && 'step' in event.event && event.event.step === step),
          { timeout: 20_000 },
        )
        .toBe(true);
    }
    await run.pause();
    const kept = structuredClone(run.snapshot());
    run.resume();
    const whole = (await report)!;
    expect(timeless((await prepare({ ...request, resume: kept }).run.start())!)).toEqual(timeless(whole));
    expect(events.filter(({ kind }) => kind === 'sentences')).toEqual([
      { kind: 'sentences', sentences: whole.sentences },
    ]);
    expect(whole.sentences).toMatchObject({
      judged: 'wer',
      vocabulary: { symbols: [' ', 'a', 'b', 'c'] },
      leftOut: [],
    });
    expect(whole.verdict.labels).toEqual({ teacher: 10, students: 5 });
    const [run1] = whole.runs;
    for (const id of ['teacher', 'alone', 'distilled']) {
      const { metrics, errors, confusions, decoding } = run1!.models[id]!;
      // Of the texts that each may see: both students have the same.
      const sentences = id === 'teacher' ? 10 : 5;
      expect(decoding).toMatchObject({ decoder: 'beam', width: 4, order: 3, weight: 0.3, bonus: 0.5, sentences });
      expect(decoding).toMatchObject({ greedy: { wer: expect.any(Number), cer: expect.any(Number) } });
      expect(metrics).toEqual({ wer: expect.any(Number), cer: expect.any(Number) });
      expect(errors!.symbols).toBe(7);
      expect(confusions!.length).toBeGreaterThan(0);
    }
    const { alone, distilled } = run1!.models as Record<string, { fairness: { initialWeights: string } }>;
    expect(distilled!.fairness.initialWeights).toBe(alone!.fairness.initialWeights);
    const metrics = new Set(whole.curves.filter(({ model }) => model === 'distilled').map(({ metric }) => metric));
    expect(metrics).toEqual(new Set(['loss', 'distillationLoss', 'wer', 'cer']));
  });

  test('are refused by nets of words', () => {
    expect(() => prepare({ ...request, experiment: tinyExperiment() })).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ reason: 'family-not-for-task' }) }),
    );
  });
});
