import { engine, getBackend, KernelBackend, removeBackend } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { registerForTests, wasmFolder } from '../testing/node-backends.ts';
import { wasmBackend } from '../../kernels/wasm/index.ts';
import { composeOps, stockPrimitives } from '../ops/compose.ts';
import { registerOps } from '../ops/registry.ts';
import {
  cpuProbe,
  declareBackends,
  type BackendDefinition,
  type DeviceTrouble,
  type RunningKernels,
} from './registry.ts';
import type { StepMeasure } from './compare.ts';
import { selectBackend } from './select.ts';

const auto = { name: 'auto', known: {} };
const none: BackendDefinition = {
  id: 'webgpu',
  probe: async () => ({ available: false, adapter: '', software: false, detail: 'no adapter' }),
  register: async () => {},
};
const software: BackendDefinition = {
  id: 'webgl',
  probe: async () => ({ available: true, adapter: 'google swiftshader', software: true, detail: '' }),
  register: (options) => wasmBackend(wasmFolder).register(options),
};
const broken: BackendDefinition = {
  id: 'broken',
  probe: async () => cpuProbe,
  register: async () => {
    if (engine().findBackendFactory('broken')) removeBackend('broken');
    engine().registerBackend('broken', () => Promise.reject(new Error('no memory')));
  },
};

describe('choosing a backend', () => {
  beforeEach(registerForTests);

  it('takes simd in the terminal', async () => {
    const report = await selectBackend(auto, 'dnn');
    expect(report).toMatchObject({ name: 'simd', adapter: '', software: false, refused: [], threads: 1 });
    expect(report).toMatchObject({ reason: 'only', stepMs: {} });
    expect(report).toMatchObject({ variant: 'relaxed', missingThreads: 0 });
    expect(report.cacheKey).toMatch(/^simd\|relaxed\|tfjs-4\.\d+\.\d+\|dnn$/);
  });

  it('passes over what is missing, drawn in software or does not start, and says so', async () => {
    declareBackends([none, software, broken, wasmBackend(wasmFolder)]);
    const { name, refused } = await selectBackend(auto, 'gru');
    expect(name).toBe('wasm');
    expect(refused).toMatchObject([
      { name: 'webgpu', reason: 'unavailable', detail: 'no adapter' },
      { name: 'webgl', reason: 'software', detail: 'google swiftshader' },
      { name: 'broken', reason: 'unavailable' },
    ]);
  });

  it('never falls back from a forced backend', async () => {
    declareBackends([none, wasmBackend(wasmFolder)]);
    await expect(selectBackend({ name: 'webgpu', known: {} }, 'dnn')).rejects.toMatchObject({
      code: 'backend/unavailable',
      params: { backend: 'webgpu' },
    });
    await expect(selectBackend({ name: 'abacus', known: {} }, 'dnn')).rejects.toMatchObject({
      code: 'backend/unknown',
    });
    declareBackends([none]);
    await expect(selectBackend(auto, 'dnn')).rejects.toMatchObject({ code: 'backend/none-works' });
  });

  it('refuses one whose gradients are wrong', async () => {
    const wrong: BackendDefinition = {
      ...wasmBackend(wasmFolder),
      register: async () => {
        await wasmBackend(wasmFolder).register({ threads: 1 });
        const ops = composeOps(stockPrimitives);
        registerOps('wasm', { ...ops, dense: (x, w, b) => ops.dense(x, w, b, { activation: 'linear' }) });
      },
    };
    declareBackends([wrong]);
    await expect(selectBackend({ name: 'wasm', known: {} }, 'dnn')).rejects.toMatchObject({
      code: 'backend/failed-self-test',
    });
    const { cacheKey } = await selectBackend({ name: 'wasm', known: { 'wasm||tfjs-4.22.0|dnn': true } }, 'dnn');
    expect(cacheKey).toBe('wasm||tfjs-4.22.0|dnn');
    await expect(selectBackend({ name: 'wasm', known: { [cacheKey]: false } }, 'dnn')).rejects.toMatchObject({
      code: 'backend/failed-self-test',
    });
  });

  it('tells a GPU that was lost in its self-test from one that computes wrongly', async () => {
    const troubled = (code: DeviceTrouble['code']): BackendDefinition => ({
      ...wasmBackend(wasmFolder),
      watch: (onTrouble) => onTrouble({ code, detail: 'gone' }),
    });
    const choose = (code: DeviceTrouble['code']) => {
      declareBackends([troubled(code)]);
      return selectBackend({ name: 'wasm', known: {} }, 'dnn');
    };
    await expect(choose('train/device-lost')).rejects.toMatchObject({ code: 'backend/unavailable' });
    await expect(choose('train/gpu-error')).rejects.toMatchObject({ code: 'backend/failed-self-test' });
  });

  it('names an unknown family instead of blaming the backend', async () => {
    await expect(selectBackend(auto, 'rwkv')).rejects.toMatchObject({ code: 'experiment/invalid' });
  });
});

describe('choosing among several that work', () => {
  beforeEach(registerForTests);

  /** Backends under other names that count as working; what they compute is not asked for. */
  const working = (id: string): BackendDefinition => ({
    id,
    probe: async () => cpuProbe,
    register: async () => {
      if (!engine().findBackendFactory(id)) engine().registerBackend(id, () => new KernelBackend());
    },
  });
  const [gpu, cpu, spare] = [working('gpu'), working('processor'), { ...working('spare'), fallback: true }];
  const known = Object.fromEntries(['gpu', 'processor', 'spare'].map((id) => [`${id}||tfjs-4.22.0 v1|dnn`, true]));
  const times = (ms: Readonly<Record<string, number | null>>) =>
    Object.fromEntries(Object.entries(ms).map(([id, time]) => [`${id}||tfjs-4.22.0 v1|dnn|net`, time]));
  const choose = (stepMs: Readonly<Record<string, number | null>>, measure?: StepMeasure) => {
    declareBackends([gpu, cpu, spare], 'v1');
    const request = { name: 'auto', known, stepMs: times(stepMs) };
    return selectBackend(request, 'dnn', { net: 'net', ...(measure && { measure }) });
  };
  /** Measures what it is told, and notes who was measured against what. */
  const measuring = (ms: Readonly<Record<string, number>>) => {
    const asked: [string, number | null][] = [];
    const found: Record<string, number | null> = {};
    const measure: StepMeasure = {
      step(bestMs) {
        const name = getBackend();
        asked.push([name, bestMs]);
        return name in ms ? Promise.resolve(ms[name]!) : Promise.reject(new Error('no room'));
      },
      found: (key, time) => (found[key] = time),
    };
    return { measure, asked, found };
  };

  it('takes the fastest where all are known, the first of the list where one is not', async () => {
    expect(await choose({ gpu: 8, processor: 3 })).toMatchObject({
      name: 'processor',
      reason: 'fastest',
      stepMs: { gpu: 8, processor: 3 },
    });
    expect(await choose({ gpu: 2, processor: 3 })).toMatchObject({ name: 'gpu', reason: 'fastest' });
    expect(await choose({ processor: 3 })).toMatchObject({ name: 'gpu', reason: 'first' });
    expect(await choose({})).toMatchObject({ name: 'gpu', reason: 'first', stepMs: {} });
  });

  it('takes what was measured on clips of a similar length', async () => {
    declareBackends([gpu, cpu, spare], 'v1');
    const on = (frames: number) => (id: string, ms: number) => [`${id}||tfjs-4.22.0 v1|dnn|net, frames ${frames}`, ms];
    const [short, long] = [on(50), on(62)];
    const stepMs = Object.fromEntries([short('gpu', 1), short('processor', 2), long('gpu', 9), long('processor', 8)]);
    const choose = (net: string) => selectBackend({ name: 'auto', known, stepMs }, 'dnn', { net });
    expect(await choose('net, frames 60')).toMatchObject({ name: 'processor', reason: 'fastest' });
    expect(await choose('net, frames 51')).toMatchObject({ name: 'gpu', stepMs: { gpu: 1, processor: 2 } });
    expect(await choose('net, frames 99')).toMatchObject({ reason: 'first' });
    expect(await choose('net, batch 8, frames 60')).toMatchObject({ reason: 'first' });
  });

  it('measures what is not known, the CPU first, and no fallback', async () => {
    const { measure, asked, found } = measuring({ gpu: 8, processor: 3, spare: 1 });
    expect(await choose({}, measure)).toMatchObject({ name: 'processor', reason: 'fastest' });
    expect(asked).toEqual([
      ['processor', null],
      ['gpu', 3],
    ]);
    expect(found).toEqual(times({ processor: 3, gpu: 8 }));
    expect(getBackend()).toBe('processor');
    const again = measuring({});
    expect(await choose({ gpu: 8, processor: 3 }, again.measure)).toMatchObject({ name: 'processor' });
    expect(again.asked).toEqual([]);
  });

  it('passes over one that could not do a step, unless none could', async () => {
    const { measure, found } = measuring({ processor: 3 });
    const refused = [{ name: 'gpu', reason: 'failed-step' }];
    expect(await choose({}, measure)).toMatchObject({ name: 'processor', refused });
    expect(found).toEqual(times({ processor: 3, gpu: null }));
    expect(await choose({ gpu: null, processor: 3 })).toMatchObject({ name: 'processor', refused });
    await expect(choose({}, measuring({}).measure)).rejects.toThrow('no room');
    expect(await choose({ gpu: null, processor: null })).toMatchObject({ name: 'gpu', reason: 'first', refused: [] });
  });

  it('does not take work that a GPU refused for work done fast', async () => {
    let report: ((trouble: DeviceTrouble) => void) | undefined;
    const refusing: BackendDefinition = { ...gpu, watch: (onTrouble) => (report = onTrouble) };
    declareBackends([refusing, cpu], 'v1');
    const found: Record<string, number | null> = {};
    const measure: StepMeasure = {
      async step() {
        if (getBackend() === 'processor') return 3;
        report!({ code: 'train/gpu-error', detail: 'refused' });
        return 0.1;
      },
      found: (key, time) => (found[key] = time),
    };
    const refused = [{ name: 'gpu', reason: 'failed-step' }];
    const chosen = await selectBackend({ name: 'auto', known, stepMs: {} }, 'dnn', { net: 'net', measure });
    expect(chosen).toMatchObject({ name: 'processor', refused });
    expect(found).toEqual(times({ processor: 3, gpu: null }));
  });

  it('names the build and the threads of what was tested and measured, as they ran', async () => {
    const measure = (request: { threads: number }, running: RunningKernels, stepMs = {}) => {
      const probe = async () => ({ ...cpuProbe, variant: 'quick', maxThreads: 4 });
      declareBackends([{ ...cpu, probe, running: () => running }], 'v1');
      const found: Record<string, number | null> = {};
      const timed: StepMeasure = { step: () => Promise.resolve(7), found: (key, ms) => (found[key] = ms) };
      const passed = Object.fromEntries(['quick', 'plain'].map((build) => [`processor|${build}|${version}|dnn`, true]));
      return selectBackend({ name: 'auto', known: passed, stepMs, ...request }, 'dnn', {
        net: 'net',
        measure: timed,
      }).then((report) => ({ report, found }));
    };
    const version = 'tfjs-4.22.0 v1';
    const asExpected = await measure({ threads: 9 }, { variant: 'quick', threads: 4, missingThreads: 0 });
    expect(asExpected.found).toEqual({ [`processor|quick|${version}|dnn|threads 4|net`]: 7 });
    expect(asExpected.report).toMatchObject({ variant: 'quick', threads: 4, missingThreads: 0 });
    // Known for three threads, of which one alone starts.
    const known = { [`processor|quick|${version}|dnn|threads 3|net`]: 1 };
    const fewer = await measure({ threads: 3 }, { variant: 'plain', threads: 1, missingThreads: 2 }, known);
    expect(fewer.found).toEqual({ [`processor|plain|${version}|dnn|threads 1|net`]: 7 });
    expect(fewer.report).toMatchObject({ variant: 'plain', threads: 1, missingThreads: 2, stepMs: { processor: 7 } });
    expect(fewer.report.cacheKey).toBe(`processor|plain|${version}|dnn`);
  });

  it('measures the one asked for, and takes it however slow', async () => {
    declareBackends([gpu, cpu, spare], 'v1');
    const { measure, asked } = measuring({ spare: 100 });
    const report = await selectBackend({ name: 'spare', known }, 'dnn', { net: 'net', measure });
    expect(report).toMatchObject({ name: 'spare', reason: 'named', stepMs: { spare: 100 } });
    expect(asked).toEqual([['spare', null]]);
  });

  it('asks again when our code has changed', async () => {
    declareBackends([gpu, cpu], 'v2');
    const { measure, asked } = measuring({ gpu: 1, processor: 2 });
    const passed = { 'gpu||tfjs-4.22.0 v2|dnn': true, 'processor||tfjs-4.22.0 v2|dnn': true };
    const stepMs = times({ gpu: 8, processor: 3 });
    await selectBackend({ name: 'auto', known: passed, stepMs }, 'dnn', { net: 'net', measure });
    expect(asked.map(([name]) => name)).toEqual(['processor', 'gpu']);
  });
});
