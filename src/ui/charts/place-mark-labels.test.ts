import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeMarkLabels } from './place-mark-labels.ts';

const lefts = (labels: Parameters<typeof placeMarkLabels>[0], right: number) =>
  placeMarkLabels(labels, right).map(({ left }) => left);

test('words stand to the right of their mark, at the end of the plot to the left', () => {
  expect(
    lefts(
      [
        { x: 10, width: 30 },
        { x: 200, width: 30 },
      ],
      200,
    ),
  ).toEqual([14, 166]);
});

test('of two marks close together the later keeps its words', () => {
  expect(
    lefts(
      [
        { x: 10, width: 30 },
        { x: 20, width: 30 },
        { x: 100, width: 30 },
      ],
      300,
    ),
  ).toEqual([null, 24, 104]);
});

test('no two words overlap, none leaves the plot to the right, and the last is always there', () => {
  const marks = fc.array(fc.record({ x: fc.nat(400), width: fc.integer({ min: 10, max: 60 }) }), { minLength: 1 });
  fc.assert(
    fc.property(marks, (drawn) => {
      const labels = drawn.toSorted((a, b) => a.x - b.x);
      const placed = placeMarkLabels(labels, 400);
      expect(placed.at(-1)?.left).not.toBeNull();
      let end = -Infinity;
      placed.forEach(({ left }, i) => {
        if (left === null) return;
        expect(left).toBeGreaterThan(end);
        end = left + (labels[i]?.width ?? 0);
        expect(end).toBeLessThanOrEqual(400);
      });
    }),
  );
});
