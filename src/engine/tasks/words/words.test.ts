import { expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { words } from './index.ts';

const labels = Int32Array.of(2, 0, 1);
const targets = new Float32Array(9);
labels.forEach((label, row) => words.writeTarget(label, targets, row, 3));

it('writes one-hot targets', () => {
  expect([...targets]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  expect(words.headSize(3) * labels.length).toBe(targets.length);
});

it('scores a net that puts all on the target as perfect', () => {
  const sure = targets.map((target) => 1000 * target);
  expect(words.score(sure, labels, 3)).toMatchObject({ accuracy: 1, precision: 1, recall: 1, f1: 1 });
  expect(words.loss(sure, labels, 3)).toBe(0);
});

it('judges by the answers', async () => {
  const right = words.answers(targets, 3);
  const wrong = words.answers(new Float32Array(9), 3);
  const run = { seed: 1, labels, speakers: null, teacher: right, alone: wrong, distilled: right };
  const verdict = await words.verdict([run], { teacher: 3, students: 3 }, Rng.fromSeed(1));
  expect(verdict.gainPoints).toBeCloseTo(200 / 3, 10);
  expect(verdict).toMatchObject({ agreement: 100, gapClosed: 1 });
});
