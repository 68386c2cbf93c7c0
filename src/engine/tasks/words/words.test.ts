import { expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { planSplits } from '../../experiment/seed-plan.ts';
import { tinyCorpus } from '../../../cli/testing/tiny-corpus.ts';
import { words } from './index.ts';

const plan = planSplits(tinyCorpus());
const labels = plan.labels.test;
const sure = new Float32Array(3 * labels.length);
labels.forEach((label, clip) => (sure[3 * clip + label] = 1000));

it('scores a net that puts all on the right word as perfect', () => {
  expect(words.score(sure, plan, 'test')).toMatchObject({ accuracy: 1, precision: 1, recall: 1, f1: 1 });
  expect(words.loss(sure, plan, 'test')).toBe(0);
});

it('judges by the answers', async () => {
  const wrong = new Float32Array(sure.length);
  const run = words.answers(1, plan, {
    teacher: { logits: sure, targets: plan, decoded: null },
    alone: { logits: wrong, targets: plan, decoded: null },
    distilled: { logits: sure, targets: plan, decoded: null },
  });
  const verdict = await words.verdict([run], { teacher: 3, students: 3 }, Rng.fromSeed(1));
  expect(verdict.gainPoints).toBeCloseTo(200 / 3, 10);
  expect(verdict).toMatchObject({ agreement: 100, gapClosed: 1 });
});
