import { beforeAll, describe, expect, it } from 'vitest';
import { scalar, tensor } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import golden from '../goldens/frame-term.json' with { type: 'json' };
import { treatments } from './index.ts';
import { terms } from './terms.ts';

const { shape, blank, lengths, cases } = golden;
const [batch = 0, frames = 0] = shape;

function input(temperature: number, treatment: { readonly kind: string; readonly reach?: number }) {
  const inside = Float32Array.from({ length: batch * frames }, (_, i) =>
    i % frames < lengths[Math.floor(i / frames)]! ? 1 : 0,
  );
  return {
    studentLogits: tensor(golden.student, shape as [number, number, number], 'float32'),
    teacherLogits: [tensor(golden.teacher, shape as [number, number, number], 'float32')],
    teacherRows: [],
    labelLoss: () => scalar(3),
    rowShares: tensor(new Array<number>(batch).fill(1 / batch)),
    sequence: { mask: tensor(inside, [batch, frames]), lengths: Int32Array.from(lengths), blank },
    params: { temperature, alpha: 0.25, blank: treatment.kind, reach: treatment.reach ?? 1 },
  };
}

describe('distillation of CTC frame by frame', () => {
  beforeAll(() => useBackend('simd'));

  it.each(cases)('has the golden term: $treatment, T $temperature', async ({ temperature, treatment, value }) => {
    const { hard, soft } = terms(input(temperature, treatment));
    expect((await soft!.value.data())[0]).toBeCloseTo(value, 5);
    expect((await hard!.value.data())[0]).toBe(3);
    expect([hard!.weight, soft!.weight]).toEqual([0.75, 0.25]);
  });

  it('has all treatments that there are', () => {
    expect(new Set(cases.map(({ treatment }) => treatment.kind))).toEqual(new Set(treatments));
  });

  it('goes by the frames in which a teacher of twice the rate says the most', async () => {
    const [rows, classes] = [Int32Array.from(lengths), shape[2] ?? 0];
    // Each frame of the golden teacher, and beside it one that says little more than the blank.
    const frame = (t: number) => golden.teacher.slice(t * classes, (t + 1) * classes);
    const dull = Array.from({ length: classes }, (_, k) => (k === blank ? 9 : 0));
    const own = (t: number) => (t % 2 === 0 ? [...frame(t), ...dull] : [...dull, ...frame(t)]);
    const twice = Array.from({ length: batch * frames }, (_, t) => own(t)).flat();
    const teacherRows = Array.from(rows, (length, row) =>
      Float32Array.from(twice.slice(2 * row * frames * classes, 2 * (row * frames + length) * classes)),
    );
    const given = input(2, { kind: 'every' });
    const { soft } = terms({
      ...given,
      teacherLogits: [tensor(twice, [batch, 2 * frames, classes], 'float32')],
      teacherRows: [teacherRows],
      sequence: { ...given.sequence, pooling: { teacher: 2, student: 1 } },
    });
    const alike = terms(given).soft!.value;
    expect((await soft!.value.data())[0]).toBeCloseTo((await alike.data())[0]!, 5);
  });

  it('asks for a teacher and for sequences', () => {
    const given = input(1, { kind: 'every' });
    expect(() => terms({ ...given, teacherLogits: [] })).toThrow(/experiment\/invalid/);
    expect(() => terms({ ...given, sequence: null })).toThrow(/experiment\/invalid/);
  });
});
