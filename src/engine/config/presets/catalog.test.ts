import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { methods } from '../../distill/catalog.ts';
import { models } from '../../models/catalog.ts';
import { presetExperiment } from '../resolve.ts';
import { presets } from './catalog.ts';

const words = (id: string, language: string): unknown =>
  JSON.parse(readFileSync(new URL(`./${id}/${language}.json`, import.meta.url), 'utf8'));

describe.each(presets.all.map(({ id }) => id))('preset %s', (id) => {
  it('is valid with the plug-ins that there are', () => {
    const { trainings } = presetExperiment(id, { models, methods });
    expect(trainings.map(({ id, role }) => `${role} ${id}`)).toEqual([
      'teacher teacher',
      'student alone',
      'student distilled',
    ]);
  });

  it.each(['en', 'zh-CN'])('has a title and what to expect in %s', (language) => {
    expect(words(id, language)).toEqual({ title: expect.stringMatching(/\S/), expect: expect.stringMatching(/\S/) });
  });
});

it('teaches with every label in exactly one preset, which promises little', () => {
  const shares = presets.all.map(({ id }) => [id, presetExperiment(id, { models, methods }).data.labelShare] as const);
  expect(shares.filter(([, share]) => share === 100).map(([id]) => id)).toEqual(['all-labels']);
});
