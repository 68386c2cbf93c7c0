import { expect, test } from 'vitest';
import { confusions } from './confusions.ts';

test('wrong answers only, the most frequent first', () => {
  // Rows are what was said.
  expect(confusions([9, 1, 0, 0, 7, 3, 0, 0, 8], 3)).toEqual([
    { row: 1, column: 2, count: 3 },
    { row: 0, column: 1, count: 1 },
  ]);
});
