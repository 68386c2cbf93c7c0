import { describe, expect, it } from 'vitest';
import { spreadOf, summaryOf } from './statistics.ts';

describe('times', () => {
  it('have a median between two in the middle', () => {
    expect(summaryOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
    expect(summaryOf([7])).toEqual({ median: 7, min: 7, max: 7 });
  });

  it('are not changed by being summed up', () => {
    const times = [3, 1, 2];
    summaryOf(times);
    expect(times).toEqual([3, 1, 2]);
    expect(() => summaryOf([])).toThrow(RangeError);
  });

  it('spread by a share of their median, one outlier in many left out', () => {
    expect(spreadOf([10, 10, 10])).toBe(0);
    expect(spreadOf([90, 95, 100, 105, 110])).toBeCloseTo(0.16);
    expect(spreadOf([...new Array<number>(99).fill(100), 1000])).toBe(0);
  });
});
