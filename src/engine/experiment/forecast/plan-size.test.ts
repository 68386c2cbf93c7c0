import { expect, test } from 'vitest';
import { tinyCorpus, tinyExperiment } from '../../../cli/testing/tiny-corpus.ts';
import { sentenceDataset, sentenceExperiment, tinySentences } from '../../../cli/testing/tiny-sentences.ts';
import type { Experiment } from '../../config/experiment.ts';
import { noisyVersions } from '../../config/noisy-versions.ts';
import type { Dataset } from '../../data/dataset.ts';
import { planRun } from '../plan-run.ts';
import { sizeOfPlan } from './plan-size.ts';

const sizeOf = (dataset: Dataset, experiment: Experiment, memoryBytes = 1e9) => {
  const plan = planRun(dataset, experiment, { memoryBytes, threads: 2, portionBytes: 24_000 });
  return sizeOfPlan(dataset, plan, experiment);
};

test('of words: windows', () => {
  const { utterances, pcm } = tinyCorpus();
  const { clips, whole, clipSeconds, shape, diskBytes } = sizeOf(tinyCorpus(), tinyExperiment());
  expect(whole).toBeNull();
  expect(clipSeconds).toBeCloseTo(0.1, 2);
  expect(clips.train + clips.validation + clips.test).toBe(utterances.length);
  expect(diskBytes).toBe(2 * pcm.length + 4 * shape.frames * shape.bins * utterances.length);
});

test('of sentences: clips of mean length, with so many symbols', () => {
  const size = sizeOf(tinySentences(), sentenceExperiment());
  // The texts to learn have 28 symbols, and a last hush each: 60 ms.
  expect(size.clipSeconds).toBeCloseTo((0.06 * (28 + 10)) / 10, 1);
  expect(size).toMatchObject({ whole: { task: 'ctc', symbols: 3 }, clips: { train: 10, unlabelled: 0 } });
});

test('with audio without labels: heard, held and kept, though nobody knows its symbols', () => {
  const talk = sentenceDataset({ train: ['abbacab', 'cc', 'bab a'], validation: [], test: [] }, 7);
  const others = talk.utterances.map((one, i) => ({ ...one, id: `talk/${i}`, speaker: `guest-${i}` }));
  const dataset = { ...tinySentences(), unlabelled: { ...talk, fingerprint: 'abcdefabcdefabcd', utterances: others } };
  const data = { noise: { versions: 2 }, augment: { timeMaskMs: 30 } };
  const hears = sentenceExperiment({ data: { ...data, unlabelled: 'abcdefabcdefabcd' } });
  const [without, beside] = [sizeOf(dataset, sentenceExperiment({ data })), sizeOf(dataset, hears)];
  expect(beside.clips).toEqual({ ...without.clips, train: 13, unlabelled: 3 });
  expect(beside.whole).toEqual(without.whole);
  // Teacher and alone draw those with labels, which are shorter.
  expect(beside.shape).toEqual(without.shape);
  expect(without.shapeOfAll).toEqual(without.shape);
  expect(beside.shapeOfAll.frames).toBeGreaterThan(beside.shape.frames);
  expect(beside.clipSeconds).toBeGreaterThan(without.clipSeconds);
  expect(beside.memoryBytes).toBeGreaterThan(without.memoryBytes);
  const { plan } = planRun(dataset, hears, { memoryBytes: 1e9, threads: 2 });
  const frames = plan.sequences!.lengths.train.slice(-3).reduce((sum, length) => sum + length, 0);
  expect(beside.diskBytes).toBe(without.diskBytes + 2 * talk.pcm.length + 4 * 12 * frames);
});

test('where the clips do not fit: in portions, that are not kept', () => {
  const experiment = sentenceExperiment({ data: { noise: { versions: 24 }, augment: { timeMaskMs: 30 } } });
  expect(noisyVersions(experiment.data)).toBe(24);
  const whole = sizeOf(tinySentences(), experiment);
  const portions = sizeOf(tinySentences(), experiment, 200_000);
  expect([whole.clips.inPortions, portions.clips.inPortions]).toEqual([false, true]);
  expect(portions.memoryBytes).toBeLessThanOrEqual(200_000);
  expect(portions.memoryBytes).toBeLessThan(whole.memoryBytes);
  expect(portions.diskBytes).toBe(2 * tinySentences().pcm.length);
});
