import { expect, it } from 'vitest';
import { splitOrigin } from './split-origin.ts';

const drawn = { officialSplits: [], speakersKnown: true, warnings: [], task: 'words' } as const;
const leak = { code: 'speakers-leak', params: { count: 2, example: 'ann' } } as const;

it.each([
  ['official', { officialSplits: ['train', 'test'], warnings: [leak] }],
  ['bySpeaker', {}],
  ['fewSpeakers', { warnings: [leak] }],
  ['fewSpeakers', { speakersKnown: false, warnings: [{ code: 'one-speaker', params: { speaker: 'ann' } }] }],
  ['byClass', { speakersKnown: false }],
  ['byClip', { speakersKnown: false, task: 'ctc' }],
] as const)('%s', (origin, changes) => {
  expect(splitOrigin({ ...drawn, ...changes })).toBe(origin);
});
