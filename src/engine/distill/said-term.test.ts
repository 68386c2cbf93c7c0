import { beforeAll, describe, expect, it } from 'vitest';
import { ctcLoss } from '../metrics/ctc-loss.ts';
import { memory, scalar, tensor, tidy } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { terms as oneBest } from './ctc-1best/terms.ts';
import { terms as nBest } from './ctc-nbest/terms.ts';
import { saidTerm } from './said-term.ts';

// The losses of these by numpy and by PyTorch in float64, blank 0: of [1, 2], of [1, 1], of [2].
const student = [1, 0.2, -0.3, 0.1, 1.2, 0.3, 0.4, 0.2, 0.9, 1.1, -0.2, 0.5];
const nats = { '1,2': 1.0820508036, '1,1': 3.4649217518, '2': 1.8541252238 };
/** Its best path is 1, 1, 0, 2. */
const teacher = Float32Array.of(0, 3, 1, 0, 2, 1, 2, 0, 0, 0, 1, 3);

function input(params: Readonly<Record<string, number>> = {}) {
  return {
    studentLogits: tensor([...student, ...student], [2, 4, 3], 'float32'),
    teacherLogits: [],
    teacherRows: [[teacher, teacher]],
    labelLoss: () => scalar(7),
    rowShares: tensor([0.5, 0.5]),
    sequence: { mask: tensor(new Array<number>(8).fill(1), [2, 4]), lengths: Int32Array.of(4, 4), blank: 0 },
    params,
  };
}

const valueOf = async (loss: ReturnType<typeof saidTerm>) => (await loss.data())[0];

describe('what a teacher heard instead of labels', () => {
  beforeAll(() => useBackend('simd'));

  it('counts in nats a symbol, over all rows', async () => {
    const said = [
      [{ symbols: [1, 2], weight: 1 }],
      [
        { symbols: [1, 1], weight: 0.25 },
        { symbols: [2], weight: 0.75 },
      ],
    ];
    const wanted = (nats['1,2'] / 2 + (0.25 * nats['1,1']) / 2 + 0.75 * nats['2']) / 2;
    expect(await valueOf(saidTerm(input(), said))).toBeCloseTo(wanted, 5);
  });

  it('is its best path', async () => {
    const { hard, soft } = oneBest(input({ alpha: 0.3 }));
    expect(await valueOf(soft!.value)).toBeCloseTo(nats['1,2'] / 2, 5);
    expect([hard!.weight, soft!.weight]).toEqual([0.7, 0.3]);
    const quiet = { ...input({ alpha: 0.3 }), teacherRows: [[new Float32Array(12), new Float32Array(12)]] };
    // The blank wins a tie: nothing was heard.
    expect(await valueOf(oneBest(quiet).soft!.value)).toBeCloseTo(
      ctcLoss(Float32Array.from(student), 3, new Int32Array(0), 0),
      5,
    );
  });

  it('is what it may have heard, by how likely it is', async () => {
    const before = memory().numTensors;
    const own = input({ alpha: 0.5, count: 2, tau: 2 });
    const value = tidy(() => nBest(own).soft!.value);
    // The two likeliest of all that four frames hold, by their probabilities, of which a narrow search loses a little.
    const longer = (said: number[][]) =>
      said.flatMap((labels) => [
        [...labels, 1],
        [...labels, 2],
      ]);
    const [none, one] = [[[]], longer([[]])];
    const all: number[][] = [...none, ...one, ...longer(one), ...longer(longer(one)), ...longer(longer(longer(one)))];
    const loss = (frames: ArrayLike<number>, labels: number[]) =>
      ctcLoss(Float32Array.from(frames), 3, Int32Array.from(labels), 0);
    const [first, second] = all.sort((a, b) => loss(teacher, a) - loss(teacher, b));
    const [a, b] = [first!, second!].map((labels) => Math.exp(-loss(teacher, labels) / 2));
    const each = [first!, second!].map((labels) => loss(student, labels) / Math.max(1, labels.length));
    expect(await valueOf(value)).toBeCloseTo((a! * each[0]! + b! * each[1]!) / (a! + b!), 3);
    for (const used of [value, own.studentLogits, own.rowShares, own.sequence.mask]) used.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('asks for a teacher', () => {
    expect(() => oneBest({ ...input({ alpha: 0.3 }), teacherRows: [] })).toThrow(/experiment\/invalid/);
    expect(() => nBest({ ...input({ alpha: 0.3, count: 2 }) })).toThrow(/experiment\/invalid/);
  });
});
