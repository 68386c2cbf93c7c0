import { expect, test } from 'vitest';
import { isolate } from './isolate.ts';

test('words written from right to left are isolated, all others left alone', () => {
  expect(isolate('عربي')).toBe('\u2068عربي\u2069');
  expect(isolate('zéro שתיים')).toBe('\u2068zéro שתיים\u2069');
  for (const text of ['zero', '零 (zéro)', '“2”', '']) expect(isolate(text)).toBe(text);
});
