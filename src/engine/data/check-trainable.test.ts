import { expect, test } from 'vitest';
import { checkTrainable } from './check-trainable.ts';
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
