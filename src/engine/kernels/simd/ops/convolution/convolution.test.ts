import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError, tolerances } from '../../../../tensor/suite/check.ts';
import { useBackend } from '../../../../tensor/testing/node-backends.ts';
import { simd } from '../../backend.ts';
import type { KernelBuild } from '../../builds.ts';
import { Machine } from '../../machine.ts';
import { anyConvolution, describeCase, drawInputs } from '../../../testing/convolution-case.ts';
import { convolutionCases as cases } from '../../../testing/convolution-cases.ts';
import { naiveConvolution, type NaiveConvolution } from '../../../testing/naive-convolution.ts';
import { countServing, helpersAtWork } from '../../testing/helpers.ts';
import { runConvolution } from '../../testing/run-convolution.ts';
import { phasesOf } from './correlation.ts';

const one = [1, 1] as const;
const names = ['y', 'dx', 'dw', 'db'] as const;

/**
 * A sum of hundreds of terms about 1 that comes to nearly nothing has few figures left in float32: what is less in norm is held
 * to the error that this much may have.
 */
const LEAST_NORM = 0.1;

beforeAll(() => useBackend('simd', 1));

function errorOf(got: ArrayLike<number>, known: Float64Array): number {
  const norm = Math.sqrt(known.reduce((sum, value) => sum + value ** 2, 0));
  return relativeError(got, known) * (norm === 0 ? 1 : Math.min(1, norm / LEAST_NORM));
}

function errorsOf(machine: Machine, of: NaiveConvolution, seed: number): string[] {
  const inputs = drawInputs(of, seed);
  const known = naiveConvolution(of, inputs);
  const got = runConvolution(machine, of, inputs);
  return names.flatMap((name) => {
    const error = errorOf(got[name], known[name]);
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
    fc.assert(
      fc.property(anyConvolution(), fc.integer({ min: 1, max: 2 ** 30 }), (of, seed) => {
        expect(errorsOf(machine, describeCase(of), seed)).toEqual([]);
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
