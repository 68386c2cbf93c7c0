import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CtcTargets } from './contract.ts';
import { ctcStates, framesNeeded, mayLeap } from './ctc-states.ts';

const targets = (changes: Partial<CtcTargets> = {}): CtcTargets => ({
  lengths: Int32Array.of(5, 9, -1),
  labels: Int32Array.of(1, 1, 2, 2, 1, 9, 9, 9, 9),
  labelLengths: Int32Array.of(3, 2, 0),
  blank: 0,
  ...changes,
});

describe('the states of CTC', () => {
  it('are a blank around and between the labels', () => {
    const states = ctcStates(targets(), [3, 6, 3]);
    expect(states.most).toBe(7);
    expect([...states.classes]).toEqual([0, 1, 0, 1, 0, 2, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...states.counts]).toEqual([7, 5, 1]);
    expect([...states.frames]).toEqual([5, 6, 0]);
    const leaps = Array.from({ length: 7 }, (_, s) => mayLeap(states, 0, s));
    expect(leaps).toEqual([false, true, false, false, false, true, false]);
  });

  it('are none where the labels do not fit', () => {
    const lengths = Int32Array.of(3, 1, 0);
    expect([...ctcStates(targets({ lengths }), [3, 6, 3]).counts]).toEqual([0, 0, 1]);
  });

  it.each<[string, Partial<CtcTargets>]>([
    ['too few lengths', { lengths: Int32Array.of(5, 6) }],
    ['too few lengths of labels', { labelLengths: Int32Array.of(3, 2) }],
    ['labels of no whole row', { labels: Int32Array.of(1, 1, 2, 2) }],
    ['more labels than there are', { labelLengths: Int32Array.of(3, 4, 0) }],
    ['fewer than none', { labelLengths: Int32Array.of(3, -1, 0) }],
    ['a class that is none', { labels: Int32Array.of(1, 1, 3, 2, 1, 9, 9, 9, 9) }],
    ['the blank as a label', { blank: 2 }],
    ['a blank that is no class', { blank: 3 }],
  ])('refuse %s', (_, changes) => {
    expect(() => ctcStates(targets(changes), [3, 6, 3])).toThrow(RangeError);
  });
});

describe('the frames that labels need', () => {
  it('are those of the shortest path that says them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 4 }), (labels) => {
        const said = (path: number[]): string => path.filter((k, t) => k !== 0 && k !== path[t - 1]).join();
        let paths: number[][] = [[]];
        let frames = 0;
        for (; !paths.some((path) => said(path) === labels.join()); frames++)
          paths = paths.flatMap((path) => [0, 1, 2].map((k) => [...path, k]));
        expect(framesNeeded(labels)).toBe(frames);
      }),
      { numRuns: 40 },
    );
  });
});
