import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError, tolerances } from '../../../../tensor/suite/check.ts';
import { useBackend } from '../../../../tensor/testing/node-backends.ts';
import { simd } from '../../backend.ts';
import type { KernelBuild } from '../../builds.ts';
import { Machine } from '../../machine.ts';
import { naiveConvolution, type NaiveConvolution } from '../../testing/naive-convolution.ts';
import { countServing, helpersAtWork } from '../../testing/helpers.ts';
import { describeCase, drawInputs, runConvolution, type ConvolutionCase } from '../../testing/run-convolution.ts';
import { phasesOf } from './correlation.ts';

const one = [1, 1] as const;
const none = [0, 0] as const;

const full: ConvolutionCase[] = [
  { name: 'one pixel', x: [1, 1, 1, 1], outputs: 1, kernel: one, stride: one, padding: none },
  { name: 'a stem', x: [3, 23, 12, 1], outputs: 20, kernel: [10, 4], stride: [2, 2], padding: [5, 1], relu: true },
  { name: 'pointwise', x: [2, 9, 8, 64], outputs: 64, kernel: one, stride: one, padding: none, relu: true },
  { name: 'pointwise, linear', x: [1, 5, 13, 7], outputs: 11, kernel: one, stride: one, padding: none },
  { name: 'pointwise, wide', x: [2, 6, 7, 260], outputs: 132, kernel: one, stride: one, padding: none, relu: true },
  { name: 'one tap apart', x: [2, 7, 8, 5], outputs: 6, kernel: one, stride: [2, 3], padding: none, relu: true },
  { name: '32 of 5x5/2', x: [2, 21, 14, 1], outputs: 32, kernel: [5, 5], stride: [2, 2], padding: [2, 2], relu: true },
  { name: '32 to 32', x: [2, 9, 11, 32], outputs: 32, kernel: [5, 5], stride: [2, 2], padding: [2, 2], relu: true },
  { name: 'frequency', x: [1, 24, 30, 4], outputs: 9, kernel: [11, 13], stride: [1, 2], padding: [5, 6], relu: true },
  { name: 'larger than the image', x: [2, 2, 3, 3], outputs: 5, kernel: [5, 6], stride: one, padding: [4, 5] },
  { name: 'stride beyond the filter', x: [2, 11, 13, 3], outputs: 4, kernel: [2, 3], stride: [3, 5], padding: one },
  { name: 'no padding', x: [3, 6, 7, 2], outputs: 3, kernel: [3, 2], stride: one, padding: none, relu: true },
  { name: 'no images', x: [0, 6, 7, 2], outputs: 3, kernel: [3, 2], stride: one, padding: none, relu: true },
  { name: 'no pixels', x: [0, 6, 7, 2], outputs: 3, kernel: one, stride: one, padding: none },
  { name: 'several segments', x: [2, 50, 23, 3], outputs: 5, kernel: [3, 3], stride: one, padding: one, relu: true },
];
const depthwise: ConvolutionCase[] = [
  { name: 'one pixel', x: [1, 1, 1, 1], outputs: 1, kernel: one, stride: one, padding: none },
  { name: '3x3 of 64', x: [2, 9, 20, 64], outputs: 64, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: '3x3 of 7', x: [2, 6, 5, 7], outputs: 7, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: 'several bands', x: [2, 70, 20, 12], outputs: 12, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: 'strides', x: [2, 11, 9, 5], outputs: 5, kernel: [3, 4], stride: [2, 3], padding: [2, 1], relu: true },
  { name: 'stride beyond the filter', x: [1, 12, 13, 4], outputs: 4, kernel: [2, 2], stride: [3, 4], padding: one },
  { name: 'larger than the image', x: [2, 2, 3, 3], outputs: 3, kernel: [5, 6], stride: one, padding: [4, 5] },
  { name: 'long filter', x: [1, 9, 60, 4], outputs: 4, kernel: [1, 17], stride: one, padding: [0, 8], relu: true },
  { name: 'few channels at once', x: [1, 3, 900, 40], outputs: 40, kernel: [9, 3], stride: one, padding: [4, 1] },
  { name: 'no images', x: [0, 3, 4, 5], outputs: 5, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: 'parts of lines', x: [1, 3, 25_000, 1], outputs: 1, kernel: [3, 3], stride: one, padding: one, relu: true },
];
const cases = [...full, ...depthwise.map((of) => ({ ...of, name: `depthwise: ${of.name}`, depthwise: true }))];

const names = ['y', 'dx', 'dw', 'db'] as const;

beforeAll(() => useBackend('simd', 1));

function errorsOf(machine: Machine, of: NaiveConvolution, seed: number): string[] {
  const inputs = drawInputs(of, seed);
  const known = naiveConvolution(of, inputs);
  const got = runConvolution(machine, of, inputs);
  return names.flatMap((name) => {
    const error = relativeError(got[name], known[name]);
    return error <= (name === 'y' ? tolerances.value : tolerances.gradient) ? [] : [`${name}: ${error}`];
  });
}

describe.each<KernelBuild>(['relaxed', 'plain', 'unshared'])('convolutions of the build %s', (build) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.create(null, build);
  });

  it.each(cases)('agree with float64: $name', (of) => {
    expect(errorsOf(machine, describeCase(of), 7)).toEqual([]);
  });
});

describe('convolutions', () => {
  it.each([2, 3])('give the same bits on %d threads as on one', async (threads) => {
    const drawn = cases.map((of) => ({ described: describeCase(of), inputs: drawInputs(describeCase(of), 11) }));
    const all = () => drawn.map(({ described, inputs }) => runConvolution(simd().machine, described, inputs));
    await useBackend('simd', 1);
    const alone = all();
    await useBackend('simd', threads);
    // Which thread takes which chunk is another matter each time.
    for (let time = 0; time < 3; time++) {
      const shared = all();
      const differing = cases.flatMap((of, k) =>
        names.flatMap((name) =>
          alone[k]![name].every((value, i) => Object.is(value, shared[k]![name][i])) ? [] : `${of.name}: ${name}`,
        ),
      );
      expect(differing).toEqual([]);
    }
  });

  it('are shared with helpers', async () => {
    const large = { name: 'large', x: [8, 40, 30, 8], outputs: 16, kernel: [3, 3], stride: one, padding: one } as const;
    const of = describeCase(large);
    const inputs = drawInputs(of, 2);
    for (const threads of [3, 2]) {
      await useBackend('simd', threads);
      const { machine } = simd();
      expect(countServing(machine)).toBe(threads - 1);
      // On a busy machine a helper may wake too late for one of them.
      const seen = new Set<number>();
      for (let time = 0; time < 200 && seen.size < threads - 1; time++)
        for (const index of helpersAtWork(machine, () => runConvolution(machine, of, inputs))) seen.add(index);
      expect(seen.size).toBe(threads - 1);
    }
  });

  it('agree with float64 for any sizes', async () => {
    const { machine } = simd();
    const axis = fc
      .record({ size: fc.integer({ min: 1, max: 9 }), kernel: fc.integer({ min: 1, max: 6 }) })
      .chain(({ size, kernel }) =>
        fc.record({
          size: fc.constant(size),
          kernel: fc.constant(kernel),
          stride: fc.integer({ min: 1, max: 4 }),
          padding: fc.integer({
            min: Math.min(kernel - 1, Math.max(0, Math.ceil((kernel - size) / 2))),
            max: kernel - 1,
          }),
        }),
      )
      .filter(({ size, kernel, padding }) => size + 2 * padding >= kernel);
    const any = fc.record({
      axes: fc.tuple(axis, axis),
      batch: fc.integer({ min: 1, max: 3 }),
      channels: fc.integer({ min: 1, max: 9 }),
      outputs: fc.integer({ min: 1, max: 10 }),
      relu: fc.boolean(),
      alone: fc.boolean(),
      seed: fc.integer({ min: 1, max: 2 ** 30 }),
    });
    fc.assert(
      fc.property(any, ({ axes: [down, across], batch, channels, outputs, relu, alone, seed }) => {
        const of = describeCase({
          name: 'any',
          x: [batch, down.size, across.size, channels],
          outputs: alone ? channels : outputs,
          kernel: [down.kernel, across.kernel],
          stride: [down.stride, across.stride],
          padding: [down.padding, across.padding],
          relu,
          depthwise: alone,
        });
        expect(errorsOf(machine, of, seed)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([false, true])('are linear in the image (depthwise: %s)', (alone) => {
    const of = describeCase({ ...cases[3]!, outputs: 7, kernel: [3, 2], padding: one, depthwise: alone });
    const [first, second] = [drawInputs(of, 1), drawInputs(of, 2)];
    const b = new Float32Array(of.outputs);
    const both = Float32Array.from(first.x, (value, i) => 2 * value - 3 * second.x[i]!);
    const run = (x: ArrayLike<number>) => runConvolution(simd().machine, of, { ...first, x, b }).y;
    const [left, right] = [run(first.x), run(second.x)];
    const sum = left.map((value, i) => 2 * value - 3 * right[i]!);
    expect(relativeError(run(both), sum)).toBeLessThan(tolerances.value);
  });

  it.each([false, true])('move with the image (depthwise: %s)', (alone) => {
    const of = describeCase({
      ...{ name: 'moved', x: [1, 12, 9, 6], outputs: 6, kernel: [3, 3], stride: one, padding: one },
      depthwise: alone,
    });
    const inputs = drawInputs(of, 3);
    const x = Float32Array.from(inputs.x);
    const line = 9 * 6;
    // The image is zero near its border, and so is the moved one.
    x.fill(0, 0, 2 * line).fill(0, 9 * line);
    const moved = new Float32Array(x.length);
    moved.set(x.subarray(0, 11 * line), line);
    const run = (image: Float32Array) => runConvolution(simd().machine, of, { ...inputs, x: image }).y;
    expect(run(moved).subarray(line)).toEqual(run(x).subarray(0, 11 * line));
  });

  it.each([false, true])('keep what is not a number in sight (depthwise: %s)', (alone) => {
    const of = describeCase({
      ...{ name: 'NaN', x: [1, 6, 6, 8], outputs: 8, kernel: [3, 3], stride: one, padding: one, relu: true },
      depthwise: alone,
    });
    const inputs = drawInputs(of, 5);
    const x = Float32Array.from(inputs.x);
    x[(2 * 6 + 2) * 8 + 1] = NaN;
    const known = naiveConvolution(of, { ...inputs, x });
    const got = runConvolution(simd().machine, of, { ...inputs, x });
    for (const name of ['y', 'dw'] as const) {
      const lost = Array.from(known[name]).filter((value, i) => Number.isNaN(value) && !Number.isNaN(got[name][i]!));
      expect(lost).toEqual([]);
      expect(Array.from(known[name]).some(Number.isNaN)).toBe(true);
    }
  });
});

describe('the phases of an input gradient', () => {
  it('hold every pixel once', () => {
    for (const [size, kernel, stride, padding] of [
      [7, 3, 1, 1],
      [7, 2, 3, 1],
      [3, 5, 4, 4],
      [1, 1, 2, 0],
    ] as const) {
      const pixels = phasesOf(size, kernel, stride, padding).flatMap(({ first, count }) =>
        Array.from({ length: count }, (_, i) => first + i * stride),
      );
      expect(pixels.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
    }
  });
});
