import { expect, test } from 'vitest';
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
