import { expect, test } from 'vitest';
import { blankLine, posteriorPaths } from './posterior-paths.ts';

// Three frames of two symbols and the blank.
const posteriors = Float32Array.of(0.25, 0, 0.75, 0.01, 0.5, 0.49, 0, 0, 1);

test('symbols rise where they are likely; the blank is a line', () => {
  expect(posteriorPaths(posteriors, 3, 2)).toEqual([
    { symbol: 0, path: 'M0 1V0.750h1V1z' },
    { symbol: 1, path: 'M1 1V0.500h1V1z' },
  ]);
  expect(blankLine(posteriors, 3, 2)).toBe('M0.5 0.250L1.5 0.510L2.5 0.000');
});
