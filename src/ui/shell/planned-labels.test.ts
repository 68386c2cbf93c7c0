import { expect, test } from 'vitest';
import { defaultExperiment } from '../../engine/config/defaults.ts';
import { plannedLabels } from './planned-labels.ts';

const split = (clips: number) => ({ clips, speakers: 2 });
const dataset = {
  classes: ['no', 'yes'].map((name) => ({ name, clips: 500 })),
  clips: 1000,
  task: 'words' as const,
  sentences: {},
  timedPhones: null,
  splits: { train: split(800), validation: split(100), test: split(100) },
};
const experiment = (
  data: Partial<typeof defaultExperiment.data>,
  maxClips: number | null = null,
): typeof defaultExperiment => ({
  ...defaultExperiment,
  data: { ...defaultExperiment.data, ...data },
  limits: { ...defaultExperiment.limits, maxClips },
});

test('the teacher sees all training labels, the students their share', () => {
  expect(plannedLabels(experiment({ labelShare: 10 }), dataset)).toEqual({ teacher: 800, students: 80 });
  expect(plannedLabels(experiment({ labelShare: 10, teacherLabels: 'same' }), dataset)).toEqual({
    teacher: 80,
    students: 80,
  });
});

test('a limit of clips covers all splits in proportion', () => {
  expect(plannedLabels(experiment({ labelShare: 10 }, 501), dataset)).toEqual({ teacher: 400, students: 40 });
  expect(plannedLabels(experiment({ labelShare: 10 }, 900), dataset)?.teacher).toBe(720);
  expect(plannedLabels(experiment({ labelShare: 10 }, 1000), dataset)?.teacher).toBe(800);
});

test('at least three labels a class, and never more than there are', () => {
  expect(plannedLabels(experiment({ labelShare: 0 }), dataset)?.students).toBe(6);
  expect(plannedLabels(experiment({ labelShare: 0 }, 5), dataset)).toEqual({ teacher: 4, students: 4 });
});

test('nothing is planned for a dataset that cannot be split', () => {
  expect(plannedLabels(experiment({}), { ...dataset, splits: null })).toBeNull();
});
