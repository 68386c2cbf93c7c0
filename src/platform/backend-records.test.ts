import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { StudioError } from '../engine/core/errors.ts';
import type { BackendReport } from '../engine/train/trainer.ts';
import { BackendRecords } from './backend-records.ts';
import { openStore } from './storage/store.ts';

const report = { cacheKey: 'simd||tfjs|dnn' } as BackendReport;

beforeEach(() => {
  indexedDB = new IDBFactory();
});

test('the next visit knows what was found out, but for steps that failed', async () => {
  const visit = new BackendRecords('auto', openStore());
  expect(await visit.request()).toEqual({ name: 'auto', known: {}, stepMs: {} });
  visit.passed(report);
  visit.measured({ 'simd||tfjs|dnn|net': 3.5, 'webgl||tfjs|dnn|net': null });
  const stepMs = { 'simd||tfjs|dnn|net': 3.5 };
  const found = { name: 'auto', known: { 'simd||tfjs|dnn': true }, stepMs };
  expect(await visit.request()).toEqual({ ...found, stepMs: { ...stepMs, 'webgl||tfjs|dnn|net': null } });
  await expect.poll(() => new BackendRecords('auto', openStore()).request()).toEqual(found);
});

test('a browser that keeps nothing still knows it during the visit', async () => {
  const visit = new BackendRecords('webgl', Promise.reject(new StudioError('storage/unavailable')));
  visit.passed(report);
  visit.measured({ key: 2 });
  expect(await visit.request()).toEqual({ name: 'webgl', known: { 'simd||tfjs|dnn': true }, stepMs: { key: 2 } });
});
