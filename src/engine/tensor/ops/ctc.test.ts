import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { overAllPaths, runCtc, targetsOf, withLogits, type CtcCase } from '../../kernels/testing/ctc-case.ts';
import { fusedOps, memory, tidy, zeros } from '../index.ts';
import { relativeError } from '../suite/check.ts';
import { useBackend } from '../testing/node-backends.ts';
import golden from './goldens/ctc.json' with { type: 'json' };

/** Utterances short enough for all their paths. */
const small = fc
  .record({
    frames: fc.integer({ min: 1, max: 5 }),
    classes: fc.integer({ min: 2, max: 4 }),
    rows: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    scale: fc.constantFrom(0, 1, 6),
  })
  .map(({ frames, classes, rows, seed, scale }): CtcCase => {
    const rng = Rng.fromSeed(seed);
    const blank = rng.int(classes);
    const label = (): number => (blank + 1 + rng.int(classes - 1)) % classes;
    return {
      frames,
      classes,
      blank,
      logits: Float32Array.from({ length: rows * frames * classes }, () => scale * rng.normal()),
      lengths: Array.from({ length: rows }, () => rng.int(frames + 1)),
      labels: Array.from({ length: rows }, () => Array.from({ length: rng.int(4) }, label)),
    };
  });

const close = (got: ArrayLike<number>, known: ArrayLike<number>, most: number): boolean =>
  Array.from(known).every((value, i) => value === got[i] || Math.abs(value - got[i]!) <= most * (1 + Math.abs(value)));

/** Of methods.md and of PyTorch: classes blank, 1 and 2. */
const published = [1, 0.2, -0.3, 0.1, 1.2, 0.3, 0.4, 0.2, 0.9, 1.1, -0.2, 0.5];

/** Classes and states in all frames of all utterances. */
const sizeOf = ({ frames, classes, labels }: (typeof golden)[number]): number =>
  frames * labels.length * (classes + 2 * Math.max(...labels.map(({ length }) => length)) + 1);

/** Operations of stock tfjs take a second for a million, on its plain CPU for far fewer. */
const mostSize = { simd: Infinity, webgpu: Infinity, wasm: 1e6, cpu: 1e5 };

describe.each(['simd', 'cpu', 'wasm', 'webgpu'] as const)('CTC on %s', (backend) => {
  vi.setConfig({ testTimeout: 120_000 });
  beforeAll(() => useBackend(backend, 2), 240_000);

  it('is what all paths together say', async () => {
    const numRuns = backend === 'simd' ? 150 : 20;
    await fc.assert(
      fc.asyncProperty(small, async (known) => {
        const expected = overAllPaths(known);
        const { losses, gradient } = await runCtc(known);
        expect(losses.length).toBe(known.lengths.length);
        expect(close(losses, expected.losses, 2e-6), `${String(losses)} for ${String(expected.losses)}`).toBe(true);
        expect(close(gradient, expected.gradient, 2e-6)).toBe(true);
      }),
      { numRuns },
    );
  });

  it('gives the published values', async () => {
    const labels = [[1, 2], [1, 1], [2]];
    const logits = labels.flatMap(() => published);
    const { losses } = await runCtc({ frames: 4, classes: 3, blank: 0, logits, lengths: [4, 4, 4], labels });
    [1.0820508036, 3.4649217518, 1.8541252238].forEach((value, i) => expect(losses[i]).toBeCloseTo(value, 5));
  });

  it.each(golden.filter((known) => sizeOf(known) < mostSize[backend]))(
    'agrees with PyTorch over $name',
    async (known) => {
      const { frames, classes, lengths, told } = known;
      const { losses, gradient } = await runCtc(withLogits(known));
      expect(relativeError(losses, known.losses)).toBeLessThan(1e-6);
      for (const { row, frame, values } of known.gradient) {
        const from = (row * frames + frame) * classes;
        const got = told.map((k) => gradient[from + k]!);
        const [error, size] = [relativeError(got, values), Math.hypot(...values)];
        // Two probabilities that nearly agree cancel: what is left is exact to their last places.
        expect(error * size, `${row}, frame ${frame}`).toBeLessThan(1e-4 * size + 1e-6);
      }
      lengths.forEach((_, row) => {
        const sums = told.map((k) => {
          let sum = 0;
          for (let t = 0; t < frames; t++) sum += gradient[(row * frames + t) * classes + k]!;
          return sum;
        });
        expect(relativeError(sums, known.overFrames[row]!)).toBeLessThan(1e-4);
      });
    },
  );

  it('scales the gradient by what comes in, and leaves alone what does not fit', async () => {
    const logits = [...published, ...published, ...published];
    const known = { frames: 4, classes: 3, blank: 0, logits, lengths: [4, 2, 3], labels: [[1, 2], [1, 1], []] };
    const plain = await runCtc(known);
    const scaled = await runCtc(known, [-0.5, 7, 2]);
    expect(plain.losses[1]).toBe(Infinity);
    // The sign of a zero does not matter.
    expect(plain.gradient.subarray(12, 24).map(Math.abs)).toEqual(new Float32Array(12));
    expect(plain.gradient.subarray(33).map(Math.abs)).toEqual(new Float32Array(3));
    [-0.5, 7, 2].forEach((factor, row) => {
      const own = (gradient: Float32Array): Float32Array => gradient.subarray(12 * row, 12 * row + 12);
      expect(own(scaled.gradient).map(Math.abs)).toEqual(own(plain.gradient).map((x) => Math.abs(factor * x)));
    });
  });

  it('is no number where a logit is none, of that utterance alone', async () => {
    const logits = [...published, ...published];
    logits[4] = NaN;
    const known = { frames: 4, classes: 3, blank: 0, logits, lengths: [4, 4], labels: [[2], [2]] };
    const { losses, gradient } = await runCtc(known);
    expect(losses[0]).toBeNaN();
    expect(gradient.subarray(0, 12).some(Number.isNaN)).toBe(true);
    expect(losses[1]).toBeCloseTo(1.8541252238, 5);
    // Past the end nothing is looked at.
    const short = await runCtc({ ...known, lengths: [1, 4] });
    expect(short.losses.every(Number.isFinite)).toBe(true);
    expect(short.gradient.every(Number.isFinite)).toBe(true);
  });

  it('goes without utterances, frames, or both', async () => {
    const none = { frames: 3, classes: 2, blank: 0, logits: [], lengths: [], labels: [] };
    expect(await runCtc(none)).toEqual({ losses: new Float32Array(0), gradient: new Float32Array(0) });
    const silent = { ...none, frames: 0, lengths: [0, 0], labels: [[], [1]] };
    expect([...(await runCtc(silent)).losses].map(Math.abs)).toEqual([0, Infinity]);
  });

  it('gives the same bits again and leaves nothing behind', async () => {
    const rng = Rng.fromSeed(4);
    const logits = Float32Array.from({ length: 3 * 20 * 5 }, () => 3 * rng.normal());
    const known = { frames: 20, classes: 5, blank: 2, logits, lengths: [20, 3, 12], labels: [[0, 1, 1, 3], [4], []] };
    const once = await runCtc(known);
    const before = memory().numTensors;
    expect(await runCtc(known)).toEqual(once);
    expect(memory().numTensors).toBe(before);
  });

  it('refuses targets of other logits', () => {
    const known = { frames: 4, classes: 3, blank: 0, logits: [], lengths: [4], labels: [[2]] };
    expect(() => tidy(() => fusedOps().ctc(zeros([2, 4, 3]), targetsOf(known)))).toThrow(RangeError);
  });
});

describe('CTC', () => {
  beforeAll(() => useBackend('simd'));

  const drawn = (seed: number, frames: number, classes: number): Float32Array => {
    const rng = Rng.fromSeed(seed);
    return Float32Array.from({ length: frames * classes }, () => 3 * rng.normal());
  };

  it('gives all sequences of labels together a probability of one', async () => {
    const [frames, classes] = [4, 3];
    let sequences: number[][] = [[]];
    const all = [...sequences];
    for (let length = 1; length <= frames; length++) {
      sequences = sequences.flatMap((labels) => [0, 2].map((label) => [...labels, label]));
      all.push(...sequences);
    }
    const own = drawn(5, frames, classes);
    const logits = all.flatMap(() => [...own]);
    const { losses } = await runCtc({ frames, classes, blank: 1, logits, lengths: all.map(() => frames), labels: all });
    expect(losses.reduce((sum, loss) => sum + Math.exp(-loss), 0)).toBeCloseTo(1, 6);
  });

  it('has a gradient whose frames sum to nothing, and one loss there and back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 60 }), async (seed, frames) => {
        const classes = 6;
        const rng = Rng.fromSeed(seed);
        const own = drawn(seed, frames, classes);
        const labels = Array.from({ length: rng.int(1 + frames / 2) }, () => 1 + rng.int(classes - 1));
        const turned = Array.from({ length: frames }, (_, t) =>
          own.slice((frames - 1 - t) * classes).slice(0, classes),
        );
        const logits = [...own, ...turned.flatMap((frame) => [...frame])];
        const known = {
          frames,
          classes,
          blank: 0,
          logits,
          lengths: [frames, frames],
          labels: [labels, labels.toReversed()],
        };
        const { losses, gradient } = await runCtc(known);
        expect(Math.abs(losses[0]! - losses[1]!)).toBeLessThan(1e-5 * losses[0]!);
        for (let at = 0; at < gradient.length; at += classes)
          expect(Math.abs(gradient.subarray(at, at + classes).reduce((a, b) => a + b, 0))).toBeLessThan(2e-6);
      }),
      { numRuns: 60 },
    );
  });
});
