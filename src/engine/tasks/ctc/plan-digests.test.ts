import { expect, it } from 'vitest';
import { sentenceExperiment, tinySentences } from '../../../cli/testing/tiny-sentences.ts';
import type { TaskConfig } from '../../config/experiment.ts';
import { digestOf } from '../../core/hash.ts';
import { describeDataset } from '../../data/dataset-summary.ts';
import type { Dataset } from '../../data/dataset.ts';
import { madeSentences } from '../../data/testing/made-sentences.ts';
import { planRun } from '../../experiment/plan-run.ts';

const ROOM = { memoryBytes: 1e12, threads: 2 };
const phones = ['h#', 'dcl', 'd', 'ux', 'q', 'zh', 'ao', 'h#'];

function withPhones(dataset: Dataset, more: readonly string[] = []): Dataset {
  const utterances = dataset.utterances.map((one, index) => ({
    ...one,
    segments: [...phones.slice(index % 3), ...more].map((symbol, i) => ({
      symbol,
      startSeconds: 0.02 * i,
      endSeconds: 0.02 * (i + 1),
    })),
  }));
  return { ...dataset, utterances };
}

function digestOfPlan(dataset: Dataset, task: Partial<TaskConfig> = {}): string {
  const { plan, shape, memory } = planRun(dataset, sentenceExperiment({ task: { kind: 'ctc', ...task } }), ROOM);
  const listed = (_: string, value: unknown): unknown => (value instanceof Int32Array ? value.join() : value);
  return digestOf(JSON.parse(JSON.stringify({ plan, shape, memory }, listed)));
}

// Made by code that took each symbol for a string of its own, text by text: slow, and simple enough to be right.
it('is what it was symbol by symbol', () => {
  const made = madeSentences(1500);
  const keep = { case: 'keep', punctuation: 'keep', digits: 'keep' } as const;
  expect([
    digestOfPlan(tinySentences()),
    digestOfPlan(tinySentences(), { symbols: 'words' }),
    digestOfPlan(withPhones(tinySentences()), { symbols: 'phones' }),
    digestOfPlan(withPhones(tinySentences(), ['ü']), { symbols: 'phones' }),
    digestOfPlan(made),
    digestOfPlan(made, keep),
    digestOfPlan(made, { symbols: 'words', case: 'upper' }),
    digestOf(describeDataset(made, null)),
    digestOf(describeDataset(withPhones(made), null)),
  ]).toEqual([
    'b11d5b3384214d99',
    '82d5cb96f3798456',
    'af9bda051d50ec76',
    '0104e5e23249b3c1',
    'cf2dc5b78f47ab3a',
    '73c9c5c93cc55521',
    'fde4fbc1b5d50f06',
    '9281d1e914521c5b',
    'd45bd4308fb043eb',
  ]);
});

it('is the same of 34,000 sentences', { timeout: 60_000 }, () => {
  const large = madeSentences(34_000);
  expect([digestOfPlan(large), digestOf(describeDataset(large, null))]).toEqual([
    '5c0fe3d1ea0b1018',
    'c64856d3fbce8d2b',
  ]);
});
