import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { Candidate } from '../../engine/tensor/backends/candidate.ts';
import { cpuProbe, declareBackends } from '../../engine/tensor/backends/registry.ts';
import { BackendTestStore } from './backend-tests.ts';
import { openDatabase } from './schema.ts';

/** As the worker of a version of the code names it. */
function candidate(id: string, version: string, net = 'wide', family = 'dnn'): Candidate {
  declareBackends([], version);
  const definition = { id, probe: () => Promise.resolve(cpuProbe), register: () => Promise.resolve() };
  return new Candidate(definition, cpuProbe, { name: 'auto', known: {} }, family, net);
}

const stepKey = (id: string, version: string, net?: string): string => candidate(id, version, net).stepKey;
const cacheKey = (id: string, version: string, family: string): string =>
  candidate(id, version, 'wide', family).cacheKey;

let tests: BackendTestStore;

beforeEach(async () => {
  indexedDB = new IDBFactory();
  tests = new BackendTestStore(await openDatabase());
});

test('step times add up while the code stays the same', async () => {
  const [wide, narrow] = [stepKey('simd', 'train-1.js'), stepKey('simd', 'train-1.js', 'narrow')];
  await tests.saveStepTimes([[wide, 3]]);
  await tests.saveStepTimes([
    [narrow, 2],
    [wide, 4],
  ]);
  expect(await tests.stepTimes()).toEqual({ [wide]: 4, [narrow]: 2 });
});

test('step times of other code go when the backend is measured anew; those of other backends stay', async () => {
  const others = ['webgl', 'webgpu'].map((id) => [stepKey(id, 'train-1.js'), 7] as const);
  const old = ['wide', 'narrow'].map((net) => [stepKey('simd', 'train-1.js', net), 3] as const);
  await tests.saveStepTimes([...old, ...others]);
  const now = [stepKey('simd', 'train-2.js'), 2] as const;
  await tests.saveStepTimes([now]);
  expect(await tests.stepTimes()).toEqual(Object.fromEntries([now, ...others]));
});

test('self-tests of other code go when the backend passes anew; those of other backends and nets stay', async () => {
  const other = cacheKey('webgl', 'train-1.js', 'dnn');
  const keys = ['dnn', 'gru'].map((family) => cacheKey('simd', 'train-2.js', family));
  for (const key of [cacheKey('simd', 'train-1.js', 'dnn'), other, ...keys]) await tests.save(key, true);
  expect(await tests.all()).toEqual(Object.fromEntries([other, ...keys].map((key) => [key, true])));
});
