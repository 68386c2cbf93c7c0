import { expect, test } from 'vitest';
import { pathThrough } from './line-path.tsx';

test('goes through every point that has a place', () => {
  expect(
    pathThrough([
      { x: 0, y: 10 },
      { x: 1.26, y: NaN },
      { x: 2.26, y: 3 },
      { x: 4, y: Infinity },
      { x: 5, y: -1.04 },
    ]),
  ).toBe('M0 10L2.3 3L5 -1');
  expect(pathThrough([])).toBe('');
});
