import { expect, it } from 'vitest';
import { StudioError } from '../core/errors.ts';
import { asTrainingError } from './training-error.ts';

it.each([
  ['V8', 'Array buffer allocation failed'],
  ['V8', 'Invalid typed array length: 99999999999'],
  ['SpiderMonkey', 'invalid array length'],
  ['tfjs-wasm', 'memory access out of bounds'],
])('knows refused memory by the words of %s: %s', (_, message) => {
  expect(asTrainingError(new RangeError(message)).code).toBe('train/out-of-memory');
});

it('does not take a mistake of ours for refused memory', () => {
  expect(asTrainingError(new RangeError('teacher and student must score the same clips')).code).toBe('internal');
});

it('leaves an error that has a code as it is', () => {
  const told = new StudioError('backend/none-works', { backends: 'webgl: out of memory' });
  expect(asTrainingError(told)).toBe(told);
});
