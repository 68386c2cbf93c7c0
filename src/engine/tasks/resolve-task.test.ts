import { expect, it } from 'vitest';
import { tinyCorpus } from '../../cli/testing/tiny-corpus.ts';
import { tinyPhones } from '../../cli/testing/tiny-phones.ts';
import { tinySentences } from '../../cli/testing/tiny-sentences.ts';
import { defaultExperiment } from '../config/defaults.ts';
import { resolveTask } from './resolve-task.ts';

const { task } = defaultExperiment;
const sentences = tinySentences();
const phones = tinyPhones();
const both = { utterances: sentences.utterances.map((one) => ({ ...one, label: 'a' })) };

it('is what the data holds, unless it is asked for', () => {
  expect(resolveTask(task, tinyCorpus())).toBe('words');
  expect(resolveTask(task, sentences)).toBe('ctc');
  expect(resolveTask(task, both)).toBe('words');
  expect(resolveTask({ ...task, kind: 'ctc' }, both)).toBe('ctc');
  expect(resolveTask(task, { utterances: [] })).toBe('words');
});

it('is phones where most of what is said tells when, with transcripts or without', () => {
  const { utterances } = phones;
  expect(resolveTask(task, phones)).toBe('frames');
  expect(resolveTask(task, { utterances: utterances.map(({ transcript: _, ...one }) => one) })).toBe('frames');
  expect(resolveTask({ ...task, kind: 'ctc' }, phones)).toBe('ctc');
  expect(resolveTask(task, { utterances: [...utterances.slice(0, 2), ...sentences.utterances.slice(0, 2)] })).toBe(
    'ctc',
  );
  expect(resolveTask(task, { utterances: utterances.map((one) => ({ ...one, segments: [] })) })).toBe('ctc');
});
