import { beforeAll, describe, expect, it } from 'vitest';
import {
  add,
  fusedOps,
  memory,
  mul,
  scalar,
  tensor1d,
  tensor2d,
  tensor3d,
  valueAndGradients,
  type Scalar,
} from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { softTerm } from '../soft-term.ts';
import { terms as hardOnly } from '../none/terms.ts';
import { terms } from './terms.ts';

// Computed with numpy and with PyTorch in float64.
const teacher = [3, 1, 0.2, -1, 0.5, 2.5, 1.5, -0.5];
const student = [2, 1.5, 0, -0.5, 1, 1.2, 1.4, 0];
const crossEntropy = 0.9036866226;
const softened = [
  { temperature: 1, kl: 0.2221122774 },
  { temperature: 2, kl: 0.2641512934 },
  { temperature: 4, kl: 0.2583146547 },
];
const gradientRow0 = [-0.2961559, 0.1853722, -0.0016502, 0.1124339];

function input(temperature: number, alpha: number, labelled = [1, 1]) {
  const studentLogits = tensor2d(student, [2, 4]);
  const labels = tensor2d([1, 0, 0, 0, 0, 1, 0, 0], [2, 4]);
  const shares = tensor1d(labelled.map((flag) => flag / Math.max(1, labelled[0]! + labelled[1]!)));
  return {
    studentLogits,
    teacherLogits: [tensor2d(teacher, [2, 4])],
    labelLoss: () => fusedOps().softmaxCrossEntropy(studentLogits, labels, shares),
    teacherRows: [],
    rowShares: tensor1d([0.5, 0.5]),
    sequence: null,
    params: { temperature, alpha },
  };
}

describe.each(['simd', 'wasm', 'cpu', 'webgpu'] as const)('the loss of Hinton and others on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(softened)('has the golden terms at T = $temperature', async ({ temperature, kl }) => {
    const { hard, soft } = terms(input(temperature, 0.9));
    expect((await hard?.value.data())?.[0]).toBeCloseTo(crossEntropy, 6);
    expect((await soft?.value.data())?.[0]).toBeCloseTo(kl, 5);
    expect(hard?.weight).toBeCloseTo(0.1, 12);
    expect(soft?.weight).toBe(0.9);
  });

  it('has the golden gradient at T = 4', async () => {
    const given = input(4, 1);
    const { gradients } = valueAndGradients([given.studentLogits], () => {
      const soft = terms(given)['soft'];
      if (!soft) throw new Error('no soft term');
      return { total: soft.value, named: {} };
    });
    const gradient = await gradients[0]?.data();
    // The golden value is before the mean over the batch of two.
    gradientRow0.forEach((expected, k) => expect(2 * (gradient?.[k] ?? NaN)).toBeCloseTo(expected, 6));
  });

  it('takes the hard mean over labelled clips only, and zero where none is', async () => {
    const second = Math.log([1, 1.2, 1.4, 0].reduce((total, z) => total + Math.exp(z), 0)) - 1.2;
    expect((await hardOnly(input(4, 0.9, [0, 1]))['hard']?.value.data())?.[0]).toBeCloseTo(second, 6);
    const none = input(4, 0.9, [0, 0]);
    const { total, gradients } = valueAndGradients([none.studentLogits], () => {
      const { hard } = terms(none);
      return { total: hard!.value, named: {} };
    });
    expect(Math.abs((await total.data())[0] ?? NaN)).toBe(0);
    expect(Array.from((await gradients[0]?.data()) ?? [NaN]).map(Math.abs)).toEqual(new Array(8).fill(0));
  });

  it('asks for a teacher and for numbers', () => {
    expect(() => terms({ ...input(4, 0.9), teacherLogits: [] })).toThrow(/experiment\/invalid/);
    expect(() => terms({ ...input(4, 0.9), params: { temperature: 4 } })).toThrow(/experiment\/invalid/);
  });

  it('weighs the frames of sequences by their mask', async () => {
    const given = input(4, 0.9);
    const frames = (values: number[]) => tensor3d([...values, 9, 1, 5, values[0]!], [1, 3, 4]);
    const sequence = {
      ...given,
      studentLogits: frames(student),
      teacherLogits: [frames(teacher)],
      sequence: { mask: tensor2d([1, 1, 0], [1, 3]), lengths: Int32Array.of(2), blank: 3 },
    };
    const value = await softTerm(sequence, sequence.teacherLogits[0]!, 4).data();
    expect(value[0]).toBeCloseTo(softened[2]!.kl, 5);
  });

  it('leaves no tensor behind', () => {
    const given = input(4, 0.9);
    const before = memory().numTensors;
    const { total, named, gradients } = valueAndGradients([given.studentLogits], () => {
      const parts = terms(given);
      const total = Object.values(parts).reduce<Scalar>(
        (sum, { value, weight }) => add<Scalar>(sum, mul(value, weight)),
        scalar(0),
      );
      return { total, named: { hard: parts['hard']!.value } };
    });
    for (const kept of [total, ...Object.values(named), ...gradients]) kept.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
