import { expect, it } from 'vitest';
import { tinySentences } from '../../cli/testing/tiny-sentences.ts';
import { tinyCorpus } from '../../cli/testing/tiny-corpus.ts';
import { defaultExperiment } from '../config/defaults.ts';
import { resolveTask } from './resolve-task.ts';

const { task } = defaultExperiment;
const sentences = tinySentences();
const phones = { utterances: [{ ...sentences.utterances[0]!, transcript: undefined, segments: [] }] };
const both = { utterances: sentences.utterances.map((one) => ({ ...one, label: 'a' })) };

it('is what the data holds, unless it is asked for', () => {
  expect(resolveTask(task, tinyCorpus())).toBe('words');
  expect(resolveTask(task, sentences)).toBe('ctc');
  expect(resolveTask(task, both)).toBe('words');
  expect(resolveTask({ ...task, kind: 'ctc' }, both)).toBe('ctc');
  expect(resolveTask(task, { utterances: [] })).toBe('words');
  expect(resolveTask(task, phones as unknown as typeof sentences)).toBe('ctc');
});
