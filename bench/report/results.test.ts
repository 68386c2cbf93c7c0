import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Measured } from '../contestants/contestant.ts';
import type { Entrant } from '../run/entrants.ts';
import { netOf } from '../works/net.ts';
import type { Task } from '../works/task.ts';
import { markdownOf } from './markdown.ts';
import { goalsOf, judge } from './goals.ts';
import { otherWork, resultsOf, type TaskRecord } from './results.ts';
import { resultSchema, type BenchFile, type Result } from './schema.ts';

const task: Task = { kind: 'net', net: 'gru', batch: 32 };
const { parameters } = netOf('gru');

function recordOf(entrant: Partial<Entrant>, stepsMs: readonly number[], measured: Partial<Measured> = {}): TaskRecord {
  return {
    entrant: { library: 'ours', backend: 'simd', where: 'node', threads: 1, ...entrant },
    prepared: { parameters, firstStepMs: 50, value: 2.5 },
    rounds: [{ stepsMs, microKernelGflops: null, value: 2.4, dispatches: null, peakMemoryMb: 100, ...measured }],
  };
}

const records = [
  recordOf({}, [20, 22, 24]),
  recordOf({ threads: 2 }, [10, 11, 12], { peakMemoryMb: 120 }),
  recordOf({ where: 'chromium' }, [30]),
  recordOf({ library: 'tfjs', backend: 'wasm', where: 'chromium' }, [600]),
  recordOf({ library: 'pytorch', backend: '', where: 'python', threads: 2 }, [44]),
];
const results = resultsOf(task, records);

describe('results', () => {
  it('have the keys of the file and no others', () => {
    for (const row of results) expect(v.parse(resultSchema, row)).toEqual(row);
    expect(() => v.parse(resultSchema, { ...results[0]!, note: '' })).toThrow();
    expect(Object.keys(results[0]!)).toEqual([
      ...['work', 'batch', 'who', 'where', 'threads', 'stepMs', 'ratioToOurs', 'gflops', 'shareOfPeak'],
      ...['dispatches', 'peakMemoryMb', 'firstStepMs'],
    ]);
  });

  it('compare with the fastest of ours in the same place, PyTorch with Node', () => {
    expect(results.map(({ who, ratioToOurs }) => [who, ratioToOurs])).toEqual([
      ['ours simd', 0.5],
      ['ours simd', 1],
      ['ours simd', 1],
      ['tfjs wasm', 0.05],
      ['pytorch', 0.25],
    ]);
    const [, ...withoutNode] = resultsOf(task, records.slice(2));
    expect(withoutNode.map(({ ratioToOurs }) => ratioToOurs)).toEqual([0.05, 30 / 44]);
    expect(resultsOf(task, records.slice(3))[0]?.ratioToOurs).toBeNull();
  });

  it('hold each step against the micro-kernel of its own moment, where there is one of ours', () => {
    const gflopsOf = (stepMs: number): number => resultsOf(task, [recordOf({}, [stepMs])])[0]!.gflops!;
    // A machine that slows down to a half and comes back: half of the micro-kernel at any moment.
    const [unsteady] = resultsOf(task, [
      recordOf({}, [10, 20, 10], { microKernelGflops: [2, 1, 2].map((pace) => pace * gflopsOf(20) * 2) }),
    ]);
    expect(unsteady!.shareOfPeak).toBeCloseTo(0.5);
    expect(results.map(({ shareOfPeak }) => shareOfPeak)).toEqual([null, null, null, null, null]);
  });
});

describe('the check that all did the same work', () => {
  const first = records[0]!;
  it('passes a net of the right size whose loss falls', () => {
    expect(otherWork(task, first, first)).toBeNull();
  });

  it('finds another net, a loss that does not fall, and no number', () => {
    const { prepared } = first;
    expect(otherWork(task, { ...first, prepared: { ...prepared, parameters: 1 } }, first)).toMatch(/parameters/);
    expect(otherWork(task, recordOf({}, [1], { value: 2.6 }), first)).toMatch(/does not fall/);
    expect(otherWork(task, recordOf({}, [1], { value: NaN }), first)).toMatch(/finite/);
  });

  it('finds another product and other frames', () => {
    const shape = { m: 1, k: 1, n: 1, transposeA: false, transposeB: false, use: '' };
    expect(otherWork({ kind: 'product', shape }, recordOf({}, [1], { value: 2.5 }), first)).toBeNull();
    expect(otherWork({ kind: 'product', shape }, recordOf({}, [1], { value: 2.6 }), first)).toMatch(/product/);
    const hour: Task = { kind: 'log-mel', seconds: 3600 };
    expect(otherWork(hour, recordOf({}, [1], { value: 3 }), first)).toBeNull();
    expect(otherWork(hour, recordOf({}, [1], { value: 1000 }), first)).toMatch(/frames/);
  });
});

describe('goals', () => {
  it('take the best of ours by the best of theirs in each place', () => {
    const goals = goalsOf(results, [], []);
    expect(goals.map(({ what, measured }) => [what, measured])).toEqual([
      ['gru, batch 32, node, by PyTorch on the CPU', 0.25],
      ['gru, batch 32, chromium, by PyTorch on the CPU', 30 / 44],
      ['gru, batch 32, chromium, by stock tfjs (tfjs wasm)', 0.05],
    ]);
    expect(goals.map(judge)).toEqual(['met', 'at worst', 'at worst']);
  });

  it('compare WebGPU with WebGPU, and count what it is asked to do', () => {
    const onGpu = { backend: 'webgpu', where: 'chromium', threads: 1 } as const;
    const gpu = resultsOf(task, [
      recordOf(onGpu, [100], { dispatches: 30 }),
      recordOf({ ...onGpu, library: 'tfjs' }, [800], { dispatches: 6657 }),
      recordOf({ where: 'chromium' }, [30]),
    ]);
    const goals = goalsOf(gpu, [], []).filter(({ what }) => what.includes('WebGPU'));
    expect(goals.map((goal) => [goal.what, goal.measured, judge(goal)])).toEqual([
      ['gru, batch 32, chromium, on WebGPU by stock tfjs there', 0.125, 'at worst'],
      ['gru, batch 32, chromium, dispatches a step on WebGPU', 30, 'at worst'],
    ]);
  });

  it('take nobody for the best of stock tfjs where its other backends, or our CPU, had no part', () => {
    const on = (backend: string) => ({ backend, where: 'chromium' }) as const;
    const stock = (backend: string) => recordOf({ ...on(backend), library: 'tfjs' }, [800]);
    const gpus = [recordOf(on('webgpu'), [100]), stock('webgpu')];
    const judged = (records: typeof gpus) =>
      goalsOf(resultsOf(task, records), [], [])
        .map(({ what }) => what)
        .filter((what) => what.includes('by stock tfjs ('));
    expect(judged(gpus)).toEqual([]);
    expect(judged([...gpus, stock('webgl')])).toEqual([]);
    expect(judged([...gpus, recordOf(on('simd'), [30])])).toEqual([]);
    expect(judged([...gpus, recordOf(on('simd'), [30]), stock('webgl')])).toHaveLength(1);
  });

  it('ask for no long task of our making and no growth', () => {
    const taskOf = (wallMs: number, cpuMs: number, lostMs: number) => ({ afterMs: 1, wallMs, cpuMs, lostMs });
    const stolen = taskOf(70, 9, 30);
    const longTasks = [
      { work: 'default', runs: 3, long: [taskOf(80, 60, 20), stolen], longestMs: 80, mostOnCoreMs: 60 },
      { work: 'rnn-to-rnn', runs: 3, long: [stolen], longestMs: 70, mostOnCoreMs: 9 },
    ];
    const growth = [
      {
        ...{ family: 'dnn', backend: 'simd', steps: 10, tensors: 0, tensorBytes: 4, kernelBytes: 0 },
        ...{ heapMb: 0, buffersMb: 0, rssMb: 0 },
      },
    ];
    expect(goalsOf([], longTasks, growth).map(judge)).toEqual(['missed', 'met', 'met', 'missed', 'met']);
  });

  it('ask for seconds of an experiment in the page and for a share of the peak', () => {
    const row: Result = { ...results[0]!, work: 'default', batch: null, where: 'chromium' };
    const slow = { ...row, stepMs: { median: 15_000, min: 1, max: 2 } };
    expect(goalsOf([slow], [], []).map((goal) => [goal.measured, judge(goal)])).toEqual([[15, 'at worst']]);
    const product = { ...row, work: 'product 1x1 1x1', shareOfPeak: 0.85 };
    expect(goalsOf([product], [], []).map((goal) => [goal.measured, judge(goal)])).toEqual([[0.85, 'at worst']]);
  });
});

describe('the table of the README', () => {
  const file: BenchFile = {
    version: 4,
    date: '2030-01-02T03:04:05.000Z',
    commit: 'abc1234',
    machine: { words: 'a machine', cpu: '', cores: 2, memoryGb: 4, os: '', node: '', browser: null, libraries: {} },
    busy: { busy: true, reasons: ['others'], loadBefore: 0, loadDuring: 0, othersCores: 1, calibrationMs: null },
    microKernel: {},
    results,
    absent: [],
    goals: [],
    longTasks: [],
    growth: [],
  };

  it('sets ours beside theirs with the ratio, and says when the machine was busy', () => {
    const text = markdownOf(file);
    expect(text).toContain('| GRU 128, batch 32 | 11.0 | 30.0 | 44.0 (0.250) | 600 (1/20.0) |  |');
    expect(text).toContain('Commit `abc1234`, 2030-01-02, a machine. The machine was busy: others.');
  });
});
