import { beforeAll, describe, expect, it } from 'vitest';
import { phoneDataset, phoneExperiment, tinyPhones } from '../../../cli/testing/tiny-phones.ts';
import { Rng } from '../../core/rng.ts';
import { crossEntropy } from '../../metrics/cross-entropy.ts';
import { classScores } from '../../metrics/score-kinds.ts';
import { memory, tensor, tidy, valueAndGradients } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { TrainingSession } from '../../train/session.ts';
import { judgedByHeart, setUpTeacher } from '../testing/session-on.ts';
import { frameLoss } from './frame-loss.ts';
import { frames } from './index.ts';

const experiment = phoneExperiment();
const plan = frames.plan(phoneDataset({ train: ['ab', 'b'], validation: ['a'], test: ['ab', 'b'] }), experiment);

/** Logits of a net that says the right phone in all frames but some. */
function saying(wrong: (frame: number) => boolean): Float32Array {
  return Float32Array.from(plan.labels.test, (label) => label).reduce(
    (logits, label, frame) => {
      const said = wrong(frame) ? (label + 1) % 3 : label;
      logits[3 * frame + said] = 20;
      return logits;
    },
    new Float32Array(3 * plan.labels.test.length),
  );
}

describe('scores of frames', () => {
  it('are shares of the labelled frames of all clips together', () => {
    // 28 frames: the `a` of the first clip, 5 of them, is taken for b.
    const scores = classScores(
      frames.score(
        saying((frame) => frame < 5),
        plan,
        'test',
      ),
    )!;
    expect(scores.accuracy).toBeCloseTo(23 / 28, 12);
    expect(scores.confusion).toEqual([0, 5, 0, 0, 11, 0, 0, 0, 12]);
    expect(scores.recall).toBeCloseTo(2 / 3, 12);
    expect(scores.precision).toBeCloseTo((0 + 11 / 16 + 1) / 3, 12);
    expect(frames.rightShare(scores)).toBe(scores.accuracy);
    expect(frames.details(scores)).toEqual({ confusion: scores.confusion });
  });

  it('judge distillation by the frames that it gets right more', async () => {
    const answers = (wrong: Parameters<typeof saying>[0]) => ({ logits: saying(wrong), targets: plan, decoded: null });
    const run = frames.answers(1, plan, {
      teacher: answers(() => false),
      alone: answers((frame) => frame < 14),
      distilled: answers((frame) => frame < 7),
    });
    expect(run).toMatchObject({ frames: Int32Array.of(17, 11), distilled: Int32Array.of(10, 11) });
    const verdict = await frames.verdict([run], { teacher: 2, students: 2 }, Rng.fromSeed(1));
    expect(verdict.gainPoints).toBeCloseTo(25, 10);
    expect(verdict.agreement).toBeCloseTo(75, 10);
    expect(verdict.gapClosed).toBeCloseTo(0.5, 10);
  });
});

describe('learning phones frame by frame', () => {
  beforeAll(() => useBackend('simd'));

  it('has the mean cross-entropy of the frames that have a label that may be seen, and its gradient', async () => {
    const rng = Rng.fromSeed(2);
    const [batch, length, classes] = [3, 4, 5];
    const logits = Float32Array.from({ length: batch * length * classes }, () => rng.normal());
    const rows = [Int32Array.of(1, -1, 4, 0), null, Int32Array.of(2, 2)];
    const labelled = [0, 2, 3, 8, 9];
    const labels = Int32Array.of(1, 4, 0, 2, 2);
    const own = Float32Array.from(labelled.flatMap((at) => [...logits.subarray(at * classes, (at + 1) * classes)]));
    const x = tensor(logits, [batch, length, classes]);
    const { total, gradients } = valueAndGradients([x], () => ({ total: frameLoss(x, rows), named: {} }));
    expect((await total.data())[0]).toBeCloseTo(crossEntropy(own, labels, classes), 5);
    const gradient = await gradients[0]!.data();
    for (let at = 0; at < batch * length; at++) {
      const row = logits.subarray(at * classes, (at + 1) * classes);
      const sum = row.reduce((all, value) => all + Math.exp(value), 0);
      const place = labelled.indexOf(at);
      row.forEach((value, k) => {
        const expected = place < 0 ? 0 : (Math.exp(value) / sum - Number(labels[place] === k)) / labelled.length;
        expect(gradient[at * classes + k]).toBeCloseTo(expected, 5);
      });
    }
    expect((await tidy(() => frameLoss(x, [null, null, null])).data())[0]).toBeCloseTo(0, 12);
  });

  it.each([
    ['frame-dnn', { context: 3, width: 24, depth: 1 }],
    ['frame-cnn', { width: 8, depth: 1 }],
    ['frame-rnn', { width: 12, depth: 1, cell: 'gru', directions: 'both' }],
  ])('%s learns six utterances by heart', { timeout: 60_000 }, async (family, model) => {
    const optimiser = { batchSize: 3, steps: 80, learningRate: 0.02, warmupSteps: 0 };
    const learnt = phoneExperiment({
      data: { noise: { versions: 1 }, augment: { speed: 0 } },
      trainings: ['teacher', 'alone', 'distilled'].map((id) => ({ id, family, model, optimiser })),
    });
    const { setup, features } = await setUpTeacher(frames, judgedByHeart(tinyPhones()), learnt);
    const before = memory().numTensors;
    const session = await TrainingSession.create(setup);
    for (const split of ['train', 'validation'] as const) await session.addFeatures(await features.block(split, 0));
    while (session.step < session.steps) await session.takeStep();
    const { scores, loss } = await session.evaluate();
    expect(scores).toMatchObject({ accuracy: 1, f1: 1 });
    expect(loss).toBeLessThan(0.2);
    session.dispose();
    expect(memory().numTensors).toBe(before);
    await features.dispose();
  });
});
