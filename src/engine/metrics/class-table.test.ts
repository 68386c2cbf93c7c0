import { expect, it } from 'vitest';
import { classTable } from './class-table.ts';
import { scoresOfConfusion } from './scores.ts';

it('names for each class what it is mistaken for', () => {
  const scores = scoresOfConfusion([5, 0, 3, 1, 4, 0, 0, 0, 0], 3);
  expect(classTable(scores, ['yes', 'no', 'up'])).toEqual([
    { label: 'yes', precision: 5 / 6, recall: 5 / 8, f1: 10 / 14, support: 8, mistakenFor: { label: 'up', clips: 3 } },
    { label: 'no', precision: 1, recall: 4 / 5, f1: 8 / 9, support: 5, mistakenFor: { label: 'yes', clips: 1 } },
    { label: 'up', precision: 0, recall: 0, f1: 0, support: 0, mistakenFor: null },
  ]);
});
