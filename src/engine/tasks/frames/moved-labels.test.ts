import { expect, it } from 'vitest';
import { movedLabels } from './moved-labels.ts';

const grid = { firstSeconds: 0.0125, hopSeconds: 0.01 };
/** A second in a window with a tenth to spare: 50 ms on each side. */
const fitted = { clipSamples: 16_000, windowSamples: 17_600 };
const phones = (cutMs: number) =>
  Int32Array.from({ length: 109 }, (_, frame) => {
    const ms = 12.5 + 10 * frame;
    return ms < 50 || ms >= 1050 ? -1 : Number(ms >= cutMs);
  });
const cutIn = (labels: Int32Array) => 12.5 + 10 * labels.indexOf(1) - 5;

it('leaves the labels of what is not moved', () => {
  const labels = phones(300);
  expect(movedLabels(labels, grid, fitted, { speed: 1, shiftSamples: 0 })).toBe(labels);
});

it('moves labels with what is heard later', () => {
  expect(movedLabels(phones(300), grid, fitted, { speed: 1, shiftSamples: 320 })).toEqual(
    Int32Array.from([-1, -1, ...phones(300).slice(0, -2)]),
  );
});

it.each([0.9, 1.1])('stretches labels about the middle of the window at speed %s', (speed) => {
  // 300 ms into the window is 250 ms before its middle.
  const labels = movedLabels(phones(300), grid, fitted, { speed, shiftSamples: 0 });
  expect(Math.abs(cutIn(labels) - (550 - 250 / speed))).toBeLessThanOrEqual(10);
  expect(labels.filter((label) => label >= 0).length).toBeCloseTo(100 / speed, -1);
});
