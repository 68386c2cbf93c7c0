import { MessageChannel } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { afterEach, describe, expect, test } from 'vitest';
import { classScores } from '../engine/metrics/score-kinds.ts';
import type { DeviceTrouble } from '../engine/tensor/backends/registry.ts';
import { selectBackend } from '../engine/tensor/backends/select.ts';
import { memory } from '../engine/tensor/index.ts';
import { registerForTests } from '../engine/tensor/testing/node-backends.ts';
import type { Checkpoint } from '../engine/train/checkpoint.ts';
import type { TrainEvent } from '../engine/train/events.ts';
import { LocalTrainer } from '../engine/train/local-trainer.ts';
import type { Trainer } from '../engine/train/trainer.ts';
import { serveTrainer } from '../protocol/serve-trainer.ts';
import { ThreadTrainer } from '../protocol/thread-trainer.ts';
import type { Thread } from '../protocol/thread.ts';
import { startNodeThread } from './node-thread.ts';
import { nodeTrainer } from './node-trainer.ts';
import { tinyBlocks, tinySetup, type TinyOptions } from './testing/tiny-setup.ts';

/** A channel whose far side is this very thread. */
function inProcess(): Trainer {
  const { port1, port2 } = new MessageChannel();
  expose(serveTrainer(nodeTrainer()), nodeEndpoint(port2));
  const thread: Thread = {
    endpoint: nodeEndpoint(port1),
    death: new Promise(() => undefined),
    terminate: () => port1.close(),
  };
  return new ThreadTrainer(thread);
}

const realThread = (): Trainer => new ThreadTrainer(startNodeThread(new URL('./train.thread.ts', import.meta.url)));

const open: Trainer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((trainer) => trainer.dispose()));
});

async function begin(make: () => Trainer, options: TinyOptions = {}, feed = true) {
  const trainer = make();
  open.push(trainer);
  const events: TrainEvent[] = [];
  const ready = await trainer.setUp(tinySetup(options), (event) => events.push(event));
  if (feed) for (const block of tinyBlocks) await trainer.addFeatures(block);
  return { trainer, events, ready };
}

const kinds = (events: readonly TrainEvent[]): string[] => events.map(({ kind }) => kind);

describe.each([
  ['in this thread', inProcess],
  ['in a thread of its own', realThread],
])('a trainer %s', (_, make) => {
  test('trains to the end and answers with the weights that were best', async () => {
    const { trainer, events, ready } = await begin(make, { steps: 60 });
    expect(await trainer.run()).toBe('finished');
    expect(ready.backend.name).toBe('cpu');
    const scores = events.filter((event) => event.kind === 'evaluated');
    expect(scores.map(({ step }) => step)).toEqual(Array.from({ length: 21 }, (_, i) => 3 * i));
    const best = Math.max(...scores.map((event) => classScores(event.scores)!.accuracy));
    expect(best).toBeGreaterThan(0.9);
    const finished = events.at(-1)!;
    expect(finished).toMatchObject({ kind: 'finished', step: 60, reason: 'steps' });
    // Taking the weights away must leave the trainer whole.
    expect((await trainer.result()).weights.every(Number.isFinite)).toBe(true);
    const logits = await trainer.predict('validation');
    const hits = Array.from({ length: 18 }, (_, clip) => {
      const row = [...logits.subarray(3 * clip, 3 * clip + 3)];
      return row.indexOf(Math.max(...row)) === clip % 3;
    }).filter(Boolean).length;
    expect(hits / 18).toBeCloseTo(best, 9);
    expect(await trainer.measureMsPerClip()).toBeGreaterThan(0);
  });

  test('pauses after a step, does single steps, goes on and stops', async () => {
    const { trainer, events } = await begin(make, { steps: 100_000 });
    const running = trainer.run();
    await trainer.pause();
    expect(await running).toBe('paused');
    const pausedAt = events.findLast((event) => event.kind === 'paused')!.step;
    expect(await trainer.step()).toBe('paused');
    expect(events.findLast((event) => event.kind === 'paused')).toMatchObject({ step: pausedAt + 1 });
    expect(kinds(events)).toContain('checkpoint');
    const again = trainer.run();
    await trainer.stop();
    expect(await again).toBe('finished');
    expect(events.at(-1)).toMatchObject({ kind: 'finished', reason: 'stopped' });
  });

  test('waits for features, and hears a pause while it waits', async () => {
    const { trainer, events } = await begin(make, { steps: 4 }, false);
    await trainer.addFeatures(tinyBlocks[2]!);
    const running = trainer.run();
    await expect.poll(() => kinds(events)).toContain('waiting');
    await trainer.pause();
    expect(await running).toBe('paused');
    for (const block of tinyBlocks) await trainer.addFeatures(block);
    expect(await trainer.run()).toBe('finished');
  });

  test('marks a turned knob', async () => {
    const { trainer, events } = await begin(make, { steps: 4 });
    await trainer.step();
    await trainer.turn('learningRate', 0.5);
    await trainer.run();
    expect(events).toContainEqual({ kind: 'knob', step: 1, key: 'learningRate', value: 0.5 });
  });

  test('names NaN as such and keeps the way back', async () => {
    const { trainer, events } = await begin(make, { steps: 50 });
    await trainer.step();
    await trainer.turn('learningRate', 1e30);
    await expect(trainer.run()).rejects.toMatchObject({ code: 'train/not-finite' });
    expect(events.at(-1)).toMatchObject({ kind: 'failed', error: { code: 'train/not-finite' } });
    const kept = events.filter((event) => event.kind === 'checkpoint').at(-1)!;
    expect(kept.checkpoint.weights.every(Number.isFinite)).toBe(true);
  });

  test('refuses a backend that is not there instead of taking another', async () => {
    const trainer = make();
    open.push(trainer);
    const setup = tinySetup({ setup: { backend: { name: 'webgpu', known: {} } } });
    await expect(trainer.setUp(setup, () => undefined)).rejects.toMatchObject({ code: 'backend/unknown' });
  });
});

test('a thread that dies while it warms up is noticed', async () => {
  const trainer = new ThreadTrainer(startNodeThread(new URL('./testing/dying.thread.ts', import.meta.url)));
  await expect(trainer.warmUp(tinySetup())).rejects.toMatchObject({ code: 'train/worker-died' });
});

test('a trainer that was warmed up chooses its backend no second time, unless it needs another', async () => {
  registerForTests();
  const chosen: string[] = [];
  const trainer = new LocalTrainer({
    selectBackend(request, family, options) {
      chosen.push(family);
      return selectBackend(request, family, options);
    },
  });
  open.push(trainer);
  await trainer.warmUp(tinySetup());
  expect((await trainer.setUp(tinySetup(), () => undefined)).backend.name).toBe('cpu');
  expect(chosen).toEqual(['dnn']);
  await trainer.setUp(tinySetup({ training: { model: { width: 9, depth: 1, dropout: 0 } } }), () => undefined);
  expect(chosen).toEqual(['dnn', 'dnn']);
});

test('what a GPU in trouble computes is neither told nor kept, though no call failed', async () => {
  registerForTests();
  let report: ((trouble: DeviceTrouble) => void) | undefined;
  const troubled = () =>
    new LocalTrainer({
      selectBackend(request, family, options) {
        report = options.onTrouble;
        return selectBackend(request, family, options);
      },
    });
  const trouble = { code: 'train/gpu-error', detail: 'refused' } as const;
  const { trainer, events } = await begin(troubled, { steps: 4 });
  expect(await trainer.step()).toBe('paused');
  const told = events.length;
  const stepping = trainer.step();
  // Heard while the losses are on their way back.
  report!(trouble);
  report!({ code: 'train/device-lost', detail: 'and then lost' });
  await expect(stepping).rejects.toMatchObject({ code: trouble.code, params: { detail: 'refused' } });
  expect(kinds(events.slice(told))).toEqual(['resumed', 'failed']);
  await expect(trainer.predict('test')).rejects.toMatchObject({ code: trouble.code });
  await expect(trainer.result()).rejects.toMatchObject({ code: trouble.code });
});

test('a thread that dies rejects what waits for it', async () => {
  const thread = startNodeThread(new URL('./testing/dying.thread.ts', import.meta.url));
  const trainer = new ThreadTrainer(thread);
  await expect(trainer.setUp(tinySetup(), () => undefined)).rejects.toMatchObject({ code: 'train/worker-died' });
  await expect(trainer.run()).rejects.toMatchObject({ code: 'train/worker-died' });
});

describe('a training', () => {
  const weightsAfter = async (options: TinyOptions): Promise<number[]> => {
    const { trainer, events } = await begin(() => nodeTrainer(), options);
    await trainer.step();
    while ((await trainer.step()) === 'paused');
    void events;
    return [...(await trainer.result()).weights];
  };

  test('gives the same bits for the same seed, others for another', async () => {
    const first = await weightsAfter({ steps: 12 });
    expect(await weightsAfter({ steps: 12 })).toEqual(first);
    expect(await weightsAfter({ steps: 12, setup: { seed: 2 } })).not.toEqual(first);
  });

  test('goes on from a checkpoint to the same bits as without a break', async () => {
    const whole = await begin(() => nodeTrainer(), { steps: 12 });
    await whole.trainer.run();
    const part = await begin(() => nodeTrainer(), { steps: 12 });
    for (let i = 0; i < 5; i++) await part.trainer.step();
    const kept = part.events.filter((event) => event.kind === 'checkpoint').at(-1)!;
    const resume: Checkpoint = structuredClone(kept.checkpoint);
    const rest = await begin(() => nodeTrainer(), { steps: 12, setup: { resume } });
    await rest.trainer.run();
    expect(await rest.trainer.result()).toEqual(await whole.trainer.result());
    const curve = (events: readonly TrainEvent[]) =>
      events.flatMap((event) => (event.kind === 'evaluated' ? [[event.step, event.loss]] : []));
    expect([...curve(part.events).filter(([step]) => step! <= 5), ...curve(rest.events)]).toEqual(curve(whole.events));
  });

  test('refuses the checkpoint of another net', async () => {
    const { trainer, events } = await begin(() => nodeTrainer(), { steps: 3 });
    await trainer.step();
    const { checkpoint } = events.find((event) => event.kind === 'checkpoint')!;
    const other = nodeTrainer();
    const setup = tinySetup({ training: { model: { width: 9, depth: 1, dropout: 0 } }, setup: { resume: checkpoint } });
    await expect(other.setUp(setup, () => undefined)).rejects.toMatchObject({ code: 'train/checkpoint-mismatch' });
  });

  test('leaves no tensor behind, step by step and at the end', async () => {
    const { trainer } = await begin(() => nodeTrainer(), { steps: 30 });
    await trainer.step();
    const { numTensors } = memory();
    for (let i = 0; i < 8; i++) await trainer.step();
    expect(memory().numTensors).toBe(numTensors);
    await trainer.dispose();
    const before = memory().numTensors;
    const next = await begin(() => nodeTrainer(), { steps: 3 });
    await next.trainer.run();
    await next.trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test('starts both students alike and shows them the same batches when all labels are there', async () => {
    const teacher = await begin(() => nodeTrainer(), { steps: 3, training: { id: 'teacher', role: 'teacher' } });
    await teacher.trainer.run();
    const taught: TinyOptions = {
      steps: 9,
      training: {
        id: 'distilled',
        method: { id: 'hinton', params: { temperature: 2, alpha: 0.5 } },
        teachers: ['teacher'],
        data: 'all',
      },
      setup: { teachers: [await teacher.trainer.result()] },
    };
    const { ready: alone } = await begin(() => nodeTrainer(), { steps: 9 });
    const { ready: distilled } = await begin(() => nodeTrainer(), taught);
    expect(distilled.fairness).toEqual(alone.fairness);
    expect(teacher.ready.fairness.initialWeights).not.toBe(alone.fairness.initialWeights);
    const few: TinyOptions = { steps: 9, setup: { labelled: Int32Array.of(0, 1, 2, 3, 4, 5) } };
    const { ready: fewLabels } = await begin(() => nodeTrainer(), few);
    expect(fewLabels.fairness.batches).not.toBe(alone.fairness.batches);
  });
});
