import { engine, removeBackend } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { registerForTests, wasmFolder } from '../testing/node-backends.ts';
import { wasmBackend } from '../../kernels/wasm/index.ts';
import { composeOps, stockPrimitives } from '../ops/compose.ts';
import { registerOps } from '../ops/registry.ts';
import { cpuProbe, declareBackends, type BackendDefinition } from './registry.ts';
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
    expect(report).toMatchObject({ name: 'simd', adapter: '', software: false, refused: [] });
    expect(report.cacheKey).toMatch(/^simd\|\|tfjs-4\.\d+\.\d+\|dnn$/);
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

  it('names an unknown family instead of blaming the backend', async () => {
    await expect(selectBackend(auto, 'rwkv')).rejects.toMatchObject({ code: 'experiment/invalid' });
  });
});
