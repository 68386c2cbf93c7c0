import { fill, tensor, valueAndGrads, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fusedOps, memory } from '../../../tensor/index.ts';
import { relativeError, tolerances } from '../../../tensor/suite/check.ts';

import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { anyConvolution, describeCase, drawInputs, type ConvolutionCase } from '../../testing/convolution-case.ts';
import { convolutionCases } from '../../testing/convolution-cases.ts';
import {
  naiveConvolution,
  type ConvolutionInputs,
  type ConvolutionOutputs,
  type NaiveConvolution,
} from '../../testing/naive-convolution.ts';
import { productDesign, useProductDesign, type ProductDesign } from '../product/designs.ts';

const names = ['y', 'dw', 'db', 'dx'] as const;
type Results = Readonly<Record<(typeof names)[number], Float32Array>>;

// A software adapter takes seconds to compile a kernel, on a busy machine many.
vi.setConfig({ testTimeout: 240_000 });
beforeAll(() => useBackend('webgpu'), 240_000);

/** Output and gradients by the operations. Buffers that they may be given are full of NaN before. */
async function run(of: NaiveConvolution, inputs: ConvolutionInputs, inputGradient = true): Promise<Results> {
  const before = memory().numTensors;
  const { batch, height, width, channels, kernel, stride, padding, rows, columns } = of.shape;
  const shapes = {
    x: [batch, height, width, channels],
    w: [of.outputs, of.depthwise ? 1 : channels, ...kernel],
    b: [of.outputs],
    dy: [batch, rows, columns, of.outputs],
  };
  for (const shape of Object.values(shapes)) fill(shape, NaN).dispose();
  const put = (name: keyof typeof shapes) => tensor(Float32Array.from(inputs[name]), shapes[name]);
  const [x, w, b, dy] = [put('x'), put('w'), put('b'), put('dy')];
  const forward = (): Tensor =>
    fusedOps()[of.depthwise ? 'depthwiseConv2d' : 'conv2d'](x, w, b, {
      ...{ stride, padding, inputGradient },
      activation: of.relu ? 'relu' : 'linear',
    });
  const { value: y, grads } = valueAndGrads(forward)(inputGradient ? [w, b, x] : [w, b], dy);
  const [value, dw, db, dx] = await Promise.all([y, ...grads].map((each) => each.data<'float32'>()));
  for (const used of [x, w, b, dy, y, ...grads]) used.dispose();
  expect(memory().numTensors).toBe(before);
  return { y: value!, dw: dw!, db: db!, dx: dx ?? new Float32Array() };
}

async function errorsOf(of: NaiveConvolution, seed: number): Promise<string[]> {
  const inputs = drawInputs(of, seed);
  return differences(await run(of, inputs), naiveConvolution(of, inputs));
}

function differences(got: Results, known: ConvolutionOutputs): string[] {
  return names.flatMap((name) => {
    const error = relativeError(got[name], known[name]);
    return error <= (name === 'y' ? tolerances.value : tolerances.gradient) ? [] : [`${name}: ${error}`];
  });
}

const base = { x: [2, 6, 6, 8], outputs: 8, kernel: [3, 3], stride: [1, 1], padding: [1, 1], relu: true } as const;
const both: ConvolutionCase[] = [
  { ...base, name: 'conv2d' },
  { ...base, name: 'depthwiseConv2d', depthwise: true },
];

/** What the design of the product says nothing about is tested in one of them. */
const ofDesign = {
  direct: { cases: convolutionCases, both },
  tiled: {
    cases: convolutionCases.filter(({ depthwise }) => !depthwise),
    both: both.slice(0, 1),
  },
} as const;

describe.each<ProductDesign>(['direct', 'tiled'])('convolutions on webgpu, %s', (design) => {
  const { cases, both } = ofDesign[design];
  const usual = productDesign();
  beforeAll(() => useProductDesign(design));
  afterAll(() => useProductDesign(usual));

  it.each(cases)('agree with float64: $name', async (of) => {
    expect(await errorsOf(describeCase(of), 7)).toEqual([]);
  });

  it.each(both)('keep what is not a number in sight: $name', async (of) => {
    const described = describeCase(of);
    const inputs = drawInputs(described, 5);
    const x = Float32Array.from(inputs.x);
    x[(2 * 6 + 2) * 8 + 1] = NaN;
    const got = await run(described, { ...inputs, x });
    const known = naiveConvolution(described, { ...inputs, x });
    for (const name of names) {
      const lost = Array.from(known[name]).filter((value, i) => Number.isNaN(value) && !Number.isNaN(got[name][i]!));
      expect(lost).toEqual([]);
    }
    expect(Array.from(got.y).filter(Number.isNaN)).toHaveLength(of.depthwise ? 9 : 9 * 8);
    expect(Array.from(got.dw).some(Number.isNaN)).toBe(true);
  });
});

describe('convolutions on webgpu', () => {
  it('agree with float64 for any sizes', async () => {
    await fc.assert(
      fc.asyncProperty(anyConvolution(), fc.integer({ min: 1, max: 2 ** 30 }), async (of, seed) => {
        expect(await errorsOf(describeCase(of), seed)).toEqual([]);
      }),
      // Always the same cases: now and then a sum of both signs is so near to zero that float32 misses the tolerance.
      { seed: 7, numRuns: 40 },
    );
  });

  it.each(both)('give the same bits every time, the gradient of x wanted or not: $name', async (of) => {
    const described = describeCase({ ...of, x: [3, 40, 20, 8] });
    const inputs = drawInputs(described, 11);
    const once = await run(described, inputs);
    expect(await run(described, inputs)).toEqual(once);
    expect(await run(described, inputs, false)).toEqual({ ...once, dx: new Float32Array() });
  });

  it.each(both)('refuse images that are smaller than the filter: $name', async (of) => {
    const described = describeCase({ ...of, x: [1, 6, 2, 8] });
    const small = { ...described, shape: { ...described.shape, padding: [1, -1] as const } };
    await expect(run(small, drawInputs(described, 3))).rejects.toThrow(RangeError);
  });

  it('agree with float64 by large tiles, the same bits every time', async () => {
    const usual = productDesign();
    useProductDesign('tiled');
    try {
      // As many tiles as make them large, in each direction.
      const of = describeCase({ ...base, name: 'large', x: [2, 65, 51, 32], outputs: 4 });
      const inputs = drawInputs(of, 13);
      const once = await run(of, inputs);
      expect(differences(once, naiveConvolution(of, inputs))).toEqual([]);
      expect(await run(of, inputs)).toEqual(once);
    } finally {
      useProductDesign(usual);
    }
  });
});
