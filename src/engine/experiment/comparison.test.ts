import { expect, it } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { comparisonOf } from './comparison.ts';

const { trainings } = defaultExperiment;

it('finds the three by what they do, not by their names or order', () => {
  const renamed = trainings.map((training) => ({
    ...training,
    id: `${training.id}-2`,
    teachers: training.teachers.map((id) => `${id}-2`),
  }));
  expect(comparisonOf(renamed.reverse())).toEqual({ teacher: 'teacher-2', alone: 'alone-2', distilled: 'distilled-2' });
});

it('does not take a step between for the result', () => {
  const [teacher, alone, distilled] = trainings;
  const assistant = { ...distilled!, id: 'assistant' };
  const chain = [teacher!, assistant, alone!, { ...distilled!, teachers: ['assistant'] }];
  expect(comparisonOf(chain).distilled).toBe('distilled');
});

it.each(['teacher', 'alone', 'distilled'])('misses %s', (wanted) => {
  expect(() => comparisonOf(trainings.filter(({ id }) => id !== wanted))).toThrow(
    expect.objectContaining({ params: { field: 'trainings', reason: 'nothing-to-compare', wanted } }),
  );
});
