import { expect, test } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import type { Training } from '../config/experiment.ts';
import { stagesOf } from './stages.ts';

const [teacher, alone, distilled] = defaultExperiment.trainings as [Training, Training, Training];
const ids = (trainings: readonly Training[]): string[][] =>
  stagesOf(trainings).map((stage) => stage.map(({ id }) => id));

test('the teacher comes first, then both students side by side', () => {
  expect(ids([alone, distilled, teacher])).toEqual([['teacher'], ['alone', 'distilled']]);
});

test('a teacher that was taught comes after its own teacher, students after all', () => {
  const assistant: Training = { ...teacher, id: 'assistant', teachers: ['teacher'] };
  const pupil: Training = { ...distilled, teachers: ['assistant'] };
  expect(ids([pupil, assistant, alone, teacher])).toEqual([['teacher'], ['assistant'], ['distilled', 'alone']]);
});
