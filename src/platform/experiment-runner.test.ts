import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { ExperimentRun, RunPorts, RunRequest } from '../engine/experiment/experiment-run.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { BackendRecords } from './backend-records.ts';
import { WorkerExperimentRunner, type RunnerParts } from './experiment-runner.ts';
import { fakeLocks } from './storage/testing/fake-locks.ts';

beforeEach(() => vi.stubGlobal('navigator', { locks: fakeLocks() }));
afterEach(() => vi.unstubAllGlobals());

/** A runner whose runs end when the test says so. */
function runnerOfRuns(parts: Partial<RunnerParts> = {}) {
  const runs: {
    readonly request: RunRequest;
    readonly ports: RunPorts;
    readonly asked: string[];
    finish(): void;
    fail(thrown: unknown): void;
  }[] = [];
  const createRun: RunnerParts['createRun'] = (request, ports) => {
    let finish = (): void => undefined;
    let fail = (thrown: unknown): void => void thrown;
    const over = new Promise<null>((resolve, reject) => {
      finish = () => resolve(null);
      fail = reject;
    });
    const asked: string[] = [];
    const note = (name: string) => async () => void asked.push(name);
    const run = {
      start: () => over,
      pause: note('pause'),
      stop: note('stop'),
      step: note('step'),
      snapshot: () => ({ datasetFingerprint: request.dataset.fingerprint }),
      request,
    };
    runs.push({ request, ports, asked, finish, fail });
    return run as unknown as ExperimentRun;
  };
  const unused = (): never => {
    throw new Error('not for these tests');
  };
  const store = Promise.reject(new StudioError('storage/unavailable'));
  const runner = new WorkerExperimentRunner({
    createRun,
    createTrainer: unused,
    createFeatures: unused,
    dataset: () => Promise.resolve({} as never),
    plan: () => Promise.resolve({} as never),
    keepDataset: () => Promise.resolve(),
    backends: new BackendRecords('auto', store),
    store,
    threads: 1,
    memoryBytes: undefined,
    onTrained: () => undefined,
    ...parts,
  });
  const start = () => runner.start(defaultExperiment, [1], { paused: false });
  return { runner, runs, start };
}

const stopped: RunEvent = { kind: 'run-stopped' };
const failed: RunEvent = {
  kind: 'run-failed',
  trainingId: null,
  error: { code: 'train/worker-died', params: {} },
};

test('one run at a time', async () => {
  const { start } = runnerOfRuns();
  const first = start();
  await expect(start()).rejects.toThrow();
  await first;
  await expect(start()).rejects.toThrow();
});

test('as soon as a run is told to be over the next may be asked for, and begins when the first is cleared away', async () => {
  const { runner, start, runs } = runnerOfRuns();
  const told = new Promise((resolve) => runner.onEvent(resolve));
  await start();
  runs[0]!.ports.onEvent(stopped);
  expect(await told).toBe(stopped);
  const second = start();
  await Promise.resolve();
  expect(runs).toHaveLength(1);
  runs[0]!.finish();
  await second;
  expect(runs).toHaveLength(2);
  await expect(start()).rejects.toThrow();
});

test('a run is told to be over once nothing of it is kept: a tab closed then does not find it again', async () => {
  let forgotten = (): void => undefined;
  const remove = vi.fn(() => new Promise<void>((resolve) => (forgotten = resolve)));
  const { runner, runs, start } = runnerOfRuns({ store: Promise.resolve({ runs: { remove } } as never) });
  const told: RunEvent[] = [];
  runner.onEvent((event) => told.push(event));
  await start();
  runs[0]!.ports.onEvent(stopped);
  await expect.poll(() => remove.mock.calls).toEqual([[runs[0]!.request.runId]]);
  expect(told).toEqual([]);
  await expect(start()).rejects.toThrow();
  forgotten();
  await expect.poll(() => told).toEqual([stopped]);
  runs[0]!.finish();
  await start();
  expect(remove).toHaveBeenCalledTimes(1);
});

test('a failed run can be gone on with from the moment that it says so', async () => {
  const { runner, runs, start } = runnerOfRuns();
  await start();
  runs[0]!.ports.onEvent(failed);
  const again = runner.recover();
  runs[0]!.fail(new StudioError('train/worker-died'));
  await again;
  expect(runs).toHaveLength(2);
});

test('a failed run goes on with its own data, though others were taken into use since', async () => {
  let used = { fingerprint: 'aaaa' };
  const { runner, runs, start } = runnerOfRuns({ dataset: () => Promise.resolve(used as never) });
  await start();
  runs[0]!.ports.onEvent(failed);
  used = { fingerprint: 'bbbb' };
  const again = runner.recover();
  runs[0]!.fail(new StudioError('train/worker-died'));
  await again;
  expect(runs[1]!.request).toMatchObject({ dataset: { fingerprint: 'aaaa' }, resume: { datasetFingerprint: 'aaaa' } });
});

test('a snapshot is not gone on from with other data than its own', async () => {
  const { runner, runs } = runnerOfRuns({ dataset: () => Promise.resolve({ fingerprint: 'bbbb' } as never) });
  const snapshot = { runId: 'kept', experiment: defaultExperiment, seeds: [1], datasetFingerprint: 'aaaa' };
  await expect(runner.goOn(snapshot as never)).rejects.toMatchObject({ code: 'train/checkpoint-mismatch' });
  expect(runs).toHaveLength(0);
  await runner.goOn({ ...snapshot, datasetFingerprint: 'bbbb' } as never);
  expect(runs).toHaveLength(1);
});

test('what is asked while the data is made ready reaches the run', async () => {
  let give = (): void => undefined;
  const data = new Promise<never>((resolve) => (give = () => resolve({} as never)));
  const { runner, runs, start } = runnerOfRuns({ dataset: () => data });
  const begun = start();
  const asked = runner.stop();
  give();
  await Promise.all([begun, asked]);
  expect(runs[0]!.asked).toEqual(['stop']);
});

test('a run that could not begin is not in the way of the next', async () => {
  let ready = false;
  const dataset = () => (ready ? Promise.resolve({} as never) : Promise.reject(new StudioError('data/no-clips')));
  const { start, runs } = runnerOfRuns({ dataset });
  await expect(start()).rejects.toMatchObject({ code: 'data/no-clips' });
  ready = true;
  await start();
  expect(runs).toHaveLength(1);
});

test('goes on with our CPU backend when a GPU failed, and with the one asked for otherwise', async () => {
  for (const [code, name] of [
    ['train/out-of-memory', 'simd'],
    ['train/worker-died', 'auto'],
  ] as const) {
    const { runner, runs, start } = runnerOfRuns();
    await start();
    runs[0]!.ports.onEvent({ kind: 'run-failed', trainingId: null, error: { code, params: {} } });
    const again = runner.recover();
    runs[0]!.fail(new StudioError(code));
    await again;
    expect(runs.map(({ ports }) => ports.backend.name)).toEqual(['auto', name]);
  }
});

test.each([
  ['train/device-lost', 'train/went-on-cpu'],
  ['train/gpu-error', 'train/went-on-cpu-after-error'],
] as const)('goes on with our CPU backend unasked after %s, and says so', async (code, told) => {
  const { runner, runs, start } = runnerOfRuns();
  const heard: RunEvent[] = [];
  runner.onEvent((event) => heard.push(event));
  await start();
  const lost = { code, params: { detail: 'gone' } } as const;
  runs[0]!.ports.onEvent({ kind: 'run-failed', trainingId: 'teacher', error: lost });
  runs[0]!.fail(new StudioError(code));
  await expect.poll(() => runs.length, { timeout: 10_000 }).toBe(2);
  expect(runs.map(({ ports }) => ports.backend.name)).toEqual(['auto', 'simd']);
  const params = { detail: 'gone', cause: code };
  expect(heard).toEqual([{ kind: 'moved', error: { code: told, params } }]);
});
