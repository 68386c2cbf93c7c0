import { expect, test } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { ctc } from '../tasks/ctc/index.ts';
import { checkTrainable } from './check-trainable.ts';
import type { Dataset } from './dataset.ts';
import { toneDataset } from './testing/tone-dataset.ts';

function withLabels(labels: readonly string[]) {
  const dataset = toneDataset(
    labels.map((_, i) => ({ id: String(i), seconds: 0.001, hz: 200 })),
    8000,
  );
  return { ...dataset, utterances: dataset.utterances.map((item, i) => ({ ...item, label: labels[i]! })) };
}

const five = (label: string): string[] => Array<string>(5).fill(label);

test('two classes of five clips can be trained', () => {
  expect(() => checkTrainable(withLabels([...five('yes'), ...five('no')]))).not.toThrow();
});

test.each([
  ['no clips', [], { code: 'data/no-clips' }],
  ['one class', five('yes'), { code: 'data/too-few-classes', params: { classes: 1, min: 2 } }],
  [
    'a class of four',
    [...five('yes'), ...five('no').slice(1)],
    { code: 'data/too-few-clips', params: { class: 'no', clips: 4, min: 5 } },
  ],
])('%s cannot', (_, labels, error) => {
  expect(() => checkTrainable(withLabels(labels))).toThrow(expect.objectContaining(error));
});

test('long recordings that nothing cuts are told from no audio', () => {
  const { layout = null, ...dataset } = withLabels([]);
  expect(layout).toBeNull();
  const uncut = { ...dataset, layout: { uncut: 2 } as NonNullable<Dataset['layout']> };
  expect(() => checkTrainable(uncut)).toThrow(
    expect.objectContaining({ code: 'data/uncut', params: { recordings: 2 } }),
  );
});

test.each([
  ['texts that say nothing', { emptyTexts: 4 }, [], { code: 'data/empty-transcripts', params: { clips: 4 } }],
  ['files beside which nothing is written', {}, ['file/no-transcript'], { code: 'data/empty-transcripts' }],
  [
    'times that go backwards',
    {},
    ['file/unknown-format', 'file/bad-times', 'file/no-transcript'],
    {
      code: 'data/none-usable',
      params: { file: '1.wav', because: 'file/bad-times', example: 'SX1.PHN:3', skipped: 3 },
    },
  ],
] as const)('%s are told as what they are', (_, found, reasons, error) => {
  const skipped = reasons.map((reason, i) => ({ file: `${i}.wav`, reason, params: { example: 'SX1.PHN:3' } }));
  const dataset = { ...withLabels([]), skipped, layout: { uncut: 0, ...found } as NonNullable<Dataset['layout']> };
  for (const check of [checkTrainable, (one: Dataset) => ctc.checkTrainable(one, defaultExperiment.task)])
    expect(() => check(dataset)).toThrow(expect.objectContaining(error));
});
