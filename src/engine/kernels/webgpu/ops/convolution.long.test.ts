import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { describeCase, drawInputs } from '../../testing/convolution-case.ts';
import { convolutionCases } from '../../testing/convolution-cases.ts';
import { naiveConvolution } from '../../testing/naive-convolution.ts';
import { useProductDesign } from '../product/designs.ts';
import { differences, errorsOf, runConvolution } from '../testing/run-convolution.ts';

describe('convolutions on webgpu by the tiled product', () => {
  beforeAll(async () => {
    await useBackend('webgpu');
    useProductDesign('tiled');
  });

  // What the design of the product says nothing about is tested with the other.
  it.each(convolutionCases.filter(({ depthwise }) => !depthwise))('agree with float64: $name', async (of) => {
    expect(await errorsOf(describeCase(of), 7)).toEqual([]);
  });

  it('agree with float64 by large tiles, the same bits every time', async () => {
    // As many tiles as make them large, in each direction.
    const sizes = { x: [2, 65, 51, 32], outputs: 4, kernel: [3, 3], stride: [1, 1], padding: [1, 1] } as const;
    const of = describeCase({ ...sizes, name: 'large', relu: true });
    const inputs = drawInputs(of, 13);
    const once = await runConvolution(of, inputs);
    expect(differences(once, naiveConvolution(of, inputs))).toEqual([]);
    expect(await runConvolution(of, inputs)).toEqual(once);
  });
});
