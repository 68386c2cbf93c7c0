import { beforeAll, describe, expect, it } from 'vitest';
import { sentenceDataset, sentenceExperiment, tinySentences } from '../../../cli/testing/tiny-sentences.ts';
import { Rng } from '../../core/rng.ts';
import type { Dataset } from '../../data/dataset.ts';
import { ctcLoss } from '../../metrics/ctc-loss.ts';
import { classScores, isErrorScores } from '../../metrics/score-kinds.ts';
import { memory, tensor, tidy } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { TrainingSession } from '../../train/session.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import { judgedByHeart, setUpTeacher } from '../testing/session-on.ts';
import { createTargets } from './batch-targets.ts';
import { ctc } from './index.ts';

const experiment = sentenceExperiment();
const plan = ctc.plan(sentenceDataset({ train: ['ab', 'b a'], validation: ['a b'], test: ['ab a', 'b'] }), experiment);

/** Logits of a net that says this, frame by frame; `_` is the blank. */
function saying(...clips: readonly string[]): Float32Array {
  return Float32Array.from(
    clips.flatMap((path, clip) => {
      const frames = plan.sequences!.outLengths.test[clip]!;
      return [...path.padEnd(frames, '_')].flatMap((symbol) =>
        plan.classes.map((name) => (name === (symbol === '_' ? '' : symbol) ? 20 : 0)),
      );
    }),
  );
}

describe('scores of sentences', () => {
  it('count the errors of all clips together, in words and in characters', () => {
    const scores = ctc.score(saying('aab_ba', 'b'), plan, 'test');
    if (!isErrorScores(scores)) throw new Error('errors were expected');
    expect(classScores(scores)).toBeNull();
    // Of three words one is right; of five characters the space was heard as a letter.
    expect(scores.errorRates.wer).toBeCloseTo(2 / 3, 12);
    expect(scores.errorRates.cer).toBeCloseTo(1 / 5, 12);
    expect(scores.counts).toEqual({ substituted: 1, deleted: 1, inserted: 0, symbols: 3 });
    expect(ctc.rightShare(scores)).toBeCloseTo(4 / 5, 12);
    expect(ctc.details(scores)).toEqual({ errors: scores.counts, confusions: scores.confusions });
  });

  it('judge distillation by what it takes off the error rate', async () => {
    const answers = (...said: [string, string]) => ({ logits: saying(...said), targets: plan, decoded: null });
    const run = ctc.answers(1, plan, {
      teacher: answers('ab', 'b'),
      alone: answers('ab', 'a'),
      distilled: answers('ab', 'b'),
    });
    const verdict = await ctc.verdict([run], { teacher: 2, students: 2 }, Rng.fromSeed(1));
    expect(verdict.gainPoints).toBeCloseTo(100 / 3, 10);
    expect(verdict).toMatchObject({ agreement: 100, gapClosed: 1 });
  });
});

type Changes = Partial<TrainerSetup['training']['optimiser']>;
type Chosen = Partial<Pick<TrainerSetup['training'], 'family' | 'model'>>;

function setUp(dataset: Dataset, changes: Changes, net: Chosen = {}) {
  const learnt = sentenceExperiment({ data: { noise: { versions: 1 }, augment: { timeMasks: 0, frequencyMasks: 0 } } });
  const trainings = learnt.trainings.map((one) => ({
    ...one,
    ...net,
    optimiser: { ...one.optimiser, ...changes },
  }));
  return setUpTeacher(ctc, dataset, { ...learnt, trainings });
}

describe('learning sentences', () => {
  beforeAll(() => useBackend('simd'));

  it('has the loss of the rows that may be seen, in nats a symbol', async () => {
    const { setup, features } = await setUp(tinySentences(), { batchSize: 3 });
    await features.dispose();
    const classes = setup.classes.length;
    const rng = Rng.fromSeed(2);
    const logits = Float32Array.from({ length: 3 * 8 * classes }, () => rng.normal());
    const targets = createTargets(setup);
    const lossOf = async (rows: readonly (readonly [position: number, row: number])[]) => {
      targets.clear();
      for (const [position, row] of rows) targets.write(position, row, 0);
      const loss = tidy(() =>
        targets.loss()({ logits: tensor(logits, [3, 8, classes]), outLengths: Int32Array.of(8, 6, 8) }),
      );
      const [value = NaN] = await loss.data();
      loss.dispose();
      return value;
    };
    // `ab`, `b a`
    const classOf = (symbol: string) => setup.classes.indexOf(symbol);
    const nats = (row: number, frames: number, text: string) => {
      const own = logits.subarray(8 * row * classes, (8 * row + frames) * classes);
      return ctcLoss(own, classes, Int32Array.from(text, classOf), classes - 1) / text.length;
    };
    expect(await lossOf([[0, 1]])).toBeCloseTo(nats(1, 6, 'ab'), 4);
    expect(
      await lossOf([
        [0, 1],
        [1, 2],
      ]),
    ).toBeCloseTo((nats(1, 6, 'ab') + nats(2, 8, 'b a')) / 2, 4);
    expect(Math.abs(await lossOf([]))).toBe(0);
  });

  it.each<Chosen & { name: string }>([
    { name: 'a small Deep Speech 2' },
    { name: 'a DNN', family: 'frame-dnn', model: { context: 4, width: 24, depth: 1, dropout: 0, stride: 2 } },
    { name: 'a CNN', family: 'frame-cnn', model: { width: 8, depth: 1, dropout: 0, stride: 2 } },
  ])('overfits ten utterances to no error: $name', { timeout: 60_000 }, async ({ name: _, ...net }) => {
    const dataset = judgedByHeart(tinySentences());
    const { setup, features } = await setUp(dataset, { batchSize: 5, steps: 200, learningRate: 0.02 }, net);
    const before = memory().numTensors;
    const session = await TrainingSession.create(setup);
    for (const split of ['train', 'validation'] as const) await session.addFeatures(await features.block(split, 0));
    while (session.step < session.steps) await session.takeStep();
    const { scores, loss } = await session.evaluate();
    expect(scores).toMatchObject({ errorRates: { wer: 0, cer: 0 } });
    expect(loss).toBeLessThan(0.2);
    session.dispose();
    expect(memory().numTensors).toBe(before);
    await features.dispose();
  });
});
