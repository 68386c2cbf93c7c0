import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { windowShape } from '../engine/data/clip-window.ts';
import { netShape, shapeOn } from './net-shape.ts';
import { ownSummary, saidSummary } from './testing/fake-services.ts';

test('is the shape that the engine will build for', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      fc.constantFrom('log-mel' as const, 'mfcc' as const),
      fc.integer({ min: 5, max: 100 }),
      fc.integer({ min: 2, max: 100 }),
      fc.constantFrom(0 as const, 1 as const, 2 as const),
      (seconds, kind, windowMs, hopMs, deltas) => {
        const frontEnd = { ...defaultExperiment.frontEnd, kind, windowMs, hopMs, deltas };
        const { frames, bins } = windowShape([seconds], frontEnd);
        expect(netShape(seconds, frontEnd, 20)).toEqual({ frames, bins, classes: 20 });
      },
    ),
  );
});

test('of sentences: as long as they are in the mean, a class a symbol and the blank', () => {
  const dataset = { ...ownSummary, task: 'ctc', sentences: { characters: saidSummary }, seconds: 500 } as const;
  expect(shapeOn(defaultExperiment, dataset)).toEqual({ frames: 499, bins: 40, classes: 3 });
  expect(shapeOn(defaultExperiment, ownSummary).classes).toBe(2);
});
