import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import type { ParamInfo } from '../models/model.ts';
import { dispose, drawInitial, flatLength, memory, packFlat, splitFlat } from './index.ts';
import { useBackend } from './testing/node-backends.ts';

const layout: ParamInfo[] = [
  { name: 'a.weight', shape: [40, 25], init: { kind: 'fan-in', fan: 25 } },
  { name: 'a.bias', shape: [40], init: { kind: 'constant', value: 0.5 } },
  { name: 'b.weight', shape: [3, 40, 2], init: { kind: 'he', fan: 80 } },
];

describe('flat parameters', () => {
  beforeAll(() => useBackend('wasm'));

  it('are drawn within their bounds and fill them', () => {
    const flat = drawInitial(layout, Rng.fromSeed(1));
    const [first, constant, second] = [flat.subarray(0, 1000), flat.subarray(1000, 1040), flat.subarray(1040)];
    expect(flat.length).toBe(flatLength(layout));
    expect(constant.every((value) => value === 0.5)).toBe(true);
    for (const [part, bound] of [
      [first, 1 / 5],
      [second, Math.sqrt(6 / 80)],
    ] as const) {
      const magnitudes = part.map(Math.abs);
      expect(Math.max(...magnitudes)).toBeLessThanOrEqual(bound);
      expect(Math.max(...magnitudes)).toBeGreaterThan(0.95 * bound);
      const deviation = Math.sqrt(part.reduce((total, value) => total + value ** 2, 0) / part.length);
      expect(Math.abs(deviation / (bound / Math.sqrt(3)) - 1)).toBeLessThan(0.1);
    }
  });

  it('depend on seed and name, not on what else the net holds', () => {
    const rng = Rng.fromSeed(1);
    const alone = drawInitial(layout.slice(2), rng);
    expect(alone).toEqual(drawInitial(layout, rng).subarray(1040));
    expect(alone).not.toEqual(drawInitial(layout.slice(2), Rng.fromSeed(2)));
  });

  it('come back from tensors as they were', async () => {
    const before = memory().numTensors;
    const flat = drawInitial(layout, Rng.fromSeed(3));
    const tensors = splitFlat(layout, flat);
    expect(tensors.map(({ shape }) => shape)).toEqual(layout.map(({ shape }) => shape));
    expect(await packFlat(tensors)).toEqual(flat);
    dispose(tensors);
    expect(memory().numTensors).toBe(before);
  });

  it('must be as many as the layout asks', () => {
    expect(() => splitFlat(layout, new Float32Array(7))).toThrow(RangeError);
  });
});
