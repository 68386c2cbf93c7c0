import { expect, test } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import type { Training } from './experiment.ts';
import { groupsOf, stagesOf, threadsEach } from './stages.ts';

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

test('no more run side by side than there are threads, and those that do share them', () => {
  const groups = (threads: number) =>
    groupsOf([teacher, alone, distilled], threads).map((group) => [
      ...group.map(({ id }) => id),
      threadsEach(threads, group.length),
    ]);
  expect(groups(1)).toEqual([
    ['teacher', 1],
    ['alone', 1],
    ['distilled', 1],
  ]);
  expect(groups(2)).toEqual([
    ['teacher', 2],
    ['alone', 'distilled', 1],
  ]);
  expect(groups(7)).toEqual([
    ['teacher', 7],
    ['alone', 'distilled', 3],
  ]);
});
