import { Worker } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { asTrainingError } from '../engine/train/training-error.ts';
import { registerBackends } from '../engine/kernels/node.ts';
import { Machine } from '../engine/kernels/simd/machine.ts';
import { product } from '../engine/kernels/simd/ops/product.ts';
import type { StartKernelThread } from '../engine/kernels/simd/threads.ts';
import { selectBackend } from '../engine/tensor/backends/select.ts';
import { allowRelaxedSimd, startKernelThread } from './kernel-thread.ts';
import { runInNode } from './run-in-node.ts';
import { SLOW_CHUNKS_ADDRESS } from './testing/slow-chunks.ts';
import { timeless } from './testing/timeless.ts';
import { tinyCorpus, tinyExperiment } from './testing/tiny-corpus.ts';

afterEach(() => void vi.restoreAllMocks());

test('the same report with any number of threads', async () => {
  const { trainings, ...experiment } = tinyExperiment();
  // Wide enough for the threads to share its products.
  const wide = trainings.map((training) => ({
    ...training,
    model: { ...training.model, width: 256, depth: 2 },
    optimiser: { ...training.optimiser, batchSize: 32, steps: 4 },
  }));
  const options = { experiment: { ...experiment, trainings: wide }, dataset: tinyCorpus(), seeds: [1] };
  const runOn = (threads: number) => runInNode({ ...options, threads, backend: 'auto', onEvent: () => undefined });
  const [one, four] = [await runOn(1), await runOn(4)];
  expect(timeless(four)).toEqual(timeless(one));
  const threadsOf = ({ runs }: typeof one) =>
    Object.fromEntries(Object.entries(runs[0]!.models).map(([id, { backend }]) => [id, backend?.threads]));
  expect(threadsOf(one)).toEqual({ teacher: 1, alone: 1, distilled: 1 });
  expect(threadsOf(four)).toEqual({ teacher: 4, alone: 2, distilled: 2 });
  expect(one.backend).toMatchObject({ name: 'simd', reason: 'only' });
});

/** Helpers that live as a file says. */
function helpersOf(file: string): { readonly start: StartKernelThread; online(): Promise<unknown> } {
  const workers: Worker[] = [];
  return {
    start(kernels) {
      const workerData = { file: new URL(file, import.meta.url).href, kernels };
      const worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData });
      workers.push(worker);
      return { terminate: () => void worker.terminate() };
    },
    online: () => Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('online', resolve)))),
  };
}

/** C = A B of 512 by 512, again and again until a helper has taken part. */
function multiply(machine: Machine, times: number): void {
  const side = 512;
  const matrix = () => ({ address: machine.heap.allocate(4 * side * side), stride: side, transposed: false });
  const [a, b, c] = [matrix(), matrix(), matrix()];
  for (let time = 0; time < times; time++) product(machine, a, b, c, { rows: side, columns: side, depth: side });
  for (const { address } of [a, b, c]) machine.heap.release(address);
}

test('a helper that is killed amid its work ends the training with a reason', async () => {
  allowRelaxedSimd();
  const { start, online } = helpersOf('./testing/dying-kernel.thread.ts');
  const machine = await Machine.create(start, undefined, 10);
  machine.setThreads(2);
  await online();
  const failure = (() => {
    try {
      multiply(machine, 10_000);
      return null;
    } catch (thrown) {
      return asTrainingError(thrown);
    }
  })();
  expect(failure).toMatchObject({ code: 'train/worker-died' });
  machine.setThreads(1);
});

test('a machine that was asleep waits on', async () => {
  allowRelaxedSimd();
  const { start, online } = helpersOf('./testing/slow-kernel.thread.ts');
  const machine = await Machine.create(start, undefined, 50);
  machine.setThreads(2);
  await online();
  // Hours go by between two looks at the clock.
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 3_600_000));
  const taken = () => new Int32Array(machine.memory.buffer, SLOW_CHUNKS_ADDRESS, 1)[0]!;
  for (let time = 0; time < 10_000 && taken() === 0; time++) multiply(machine, 1);
  expect(taken()).toBeGreaterThan(0);
  machine.setThreads(1);
});

test.each([1, 2])('a trap in a kernel is a mistake, not refused memory, on %i thread(s)', async (threads) => {
  allowRelaxedSimd();
  const machine = await Machine.create(startKernelThread);
  machine.setThreads(threads);
  const beyond = 0xfffffff0 | 0;
  const failure = (() => {
    try {
      machine.run('rowSums', 40, [beyond, beyond, 40, 1000, 1, 0]);
      return null;
    } catch (thrown) {
      return asTrainingError(thrown);
    }
  })();
  const detail = 'the kernel rowSums failed: memory access out of bounds';
  expect(failure).toMatchObject({ code: 'internal', params: { detail } });
  machine.setThreads(1);
});

test('helpers that fail to start are left out, and said to be', async () => {
  let asked = 0;
  const startThirdAlone: StartKernelThread = (kernels, onFailure) => {
    asked++;
    if (asked === 1) throw new Error('refused');
    if (asked === 3) return startKernelThread(kernels, onFailure);
    setTimeout(() => onFailure('not found'), 20);
    return { terminate: () => undefined };
  };
  allowRelaxedSimd();
  const machine = await Machine.create(startThirdAlone);
  machine.setThreads(4);
  await machine.begun();
  expect(machine.threads).toBe(2);
  expect(machine.failures).toEqual(['refused', 'not found']);
  multiply(machine, 20);
  machine.setThreads(1);
  expect(machine.failures).toEqual([]);
});

test('a training goes on with the threads that start, and reports them', async () => {
  allowRelaxedSimd();
  const startThread: StartKernelThread = ({ index }, onFailure) => {
    setTimeout(() => onFailure(`no helper ${index}`), 20);
    return { terminate: () => undefined };
  };
  registerBackends({ wasm: '', startKernelThread: startThread });
  const report = await selectBackend({ name: 'simd', known: {}, threads: 3 }, 'dnn');
  expect(report).toMatchObject({ name: 'simd', variant: 'relaxed', threads: 1, missingThreads: 2 });
});

test('Node tells of a helper that ends before its time', async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const module = await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  // Nobody waits for a helper with this ticket: it ends at once.
  const failure = new Promise<string>((resolve) => startKernelThread({ module, memory, index: 1, ticket: 4 }, resolve));
  expect(await failure).toBe('it ended with 0');
});

test('a helper that is gone while there is nothing to do holds nothing up', async () => {
  allowRelaxedSimd();
  const ended: Promise<unknown>[] = [];
  const machine = await Machine.create((kernels, onFailure) => {
    const helper = startKernelThread(kernels, onFailure);
    ended.push(Promise.resolve().then(() => helper.terminate()));
    return helper;
  });
  machine.setThreads(2);
  await Promise.all(ended);
  multiply(machine, 3);
});
