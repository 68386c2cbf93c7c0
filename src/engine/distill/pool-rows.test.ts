import { beforeAll, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { poolFrames } from '../metrics/pool-frames.ts';
import { memory, mul, sum, tensor, tidy, valueAndGradients, type Scalar } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { poolRows } from './pool-rows.ts';

const [FRAMES, CLASSES] = [7, 4];
const rng = Rng.fromSeed(1);
const logits = Float32Array.from({ length: 2 * FRAMES * CLASSES }, () => 3 * rng.normal());
const lengths = Int32Array.of(7, 4);
const rowsOf = (values: Float32Array, row: number, length: number) =>
  values.subarray(row * FRAMES * CLASSES, (row * FRAMES + length) * CLASSES);

beforeAll(() => useBackend('simd'));

it('takes the frame of each few that says the most, once', () => {
  // Blank last: of two frames the one that says `a`, of equals the first.
  const frames = Float32Array.of(0, 0, 5, 5, 0, 0, 2, 1, 0, 1, 2, 0, 0, 3, 0);
  expect([...poolFrames(frames, 3, 2)]).toEqual([5, 0, 0, 2, 1, 0, 0, 3, 0]);
  expect(poolFrames(frames, 3, 1)).toBe(frames);
});

it('takes one frame, the same, however sure both are', async () => {
  const draw = Rng.fromSeed(2);
  const groups = 2000;
  const sure = Float32Array.from({ length: groups * 2 * CLASSES }, (_, i) => {
    const isBlank = i % CLASSES === CLASSES - 1;
    return (isBlank ? -12 : 6) + 2 * draw.normal();
  });
  const x = tensor(sure, [1, groups * 2, CLASSES]);
  const pooled = tidy(() => poolRows(x, Int32Array.of(groups * 2), 2, CLASSES - 1).clone());
  const values = await pooled.data<'float32'>();
  const wanted = poolFrames(sure, CLASSES, 2);
  const differ = Array.from({ length: groups }, (_, i) => i).filter(
    (i) => !values.subarray(i * CLASSES, (i + 1) * CLASSES).every((value, k) => value === wanted[i * CLASSES + k]),
  );
  expect(differ).toEqual([]);
  x.dispose();
  pooled.dispose();
});

it.each([1, 2, 3, 4])('does to batches what it does to utterances, every %i', async (every) => {
  const before = memory().numTensors;
  const [x, weights] = [tensor(logits, [2, FRAMES, CLASSES]), tensor(logits.map(Math.cos), [2, FRAMES, CLASSES])];
  const pooled = tidy(() => poolRows(x, lengths, every, CLASSES - 1).clone());
  const groups = Math.ceil(FRAMES / every);
  expect(pooled.shape).toEqual([2, groups, CLASSES]);
  const values = await pooled.data<'float32'>();
  lengths.forEach((length, row) => {
    const wanted = poolFrames(rowsOf(logits, row, length), CLASSES, every);
    const own = values.subarray(row * groups * CLASSES).subarray(0, wanted.length);
    for (const [i, value] of wanted.entries()) expect(own[i]).toBeCloseTo(value, 6);
  });
  // The gradient of a weighted sum is its weights, where frames were taken.
  const share = weights.slice([0, 0, 0], [2, groups, CLASSES]);
  const { total, gradients } = valueAndGradients([x], () => ({
    total: sum<Scalar>(mul(poolRows(x, lengths, every, CLASSES - 1), share)),
    named: {},
  }));
  const given = await gradients[0]!.data<'float32'>();
  const shares = await share.data<'float32'>();
  const frames = Array.from({ length: FRAMES }, (_, t) => given.subarray(t * CLASSES, (t + 1) * CLASSES));
  for (let group = 0; group < groups; group++) {
    const taken = frames.slice(group * every, (group + 1) * every).filter((row) => row.some((value) => value !== 0));
    expect(taken).toEqual([shares.subarray(group * CLASSES, (group + 1) * CLASSES)]);
  }
  for (const used of [x, weights, share, total, ...gradients]) used.dispose();
  pooled.dispose();
  expect(memory().numTensors).toBe(before);
});
