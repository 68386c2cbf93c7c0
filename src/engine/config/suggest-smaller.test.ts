import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { differences } from './diff.ts';
import { editExperiment } from './edit.ts';
import type { Experiment } from './experiment.ts';
import { suggestSmaller } from './suggest-smaller.ts';
import { testCatalogs } from './testing/catalogs.ts';

/** The default with its tuned values pinned, to count with. */
const pinned = editExperiment(
  defaultExperiment,
  Object.fromEntries([
    ['trainings.teacher.model.width', 256],
    ...['teacher', 'alone', 'distilled'].map((id) => [`trainings.${id}.optimiser.steps`, 1000]),
    ...['alone', 'distilled'].map((id) => [`trainings.${id}.model.width`, 8]),
  ]),
  testCatalogs,
);

/** A second a step and unit of width, all nets one after another. */
const secondsOf = ({ trainings }: Experiment): number =>
  trainings.reduce((sum, { optimiser, model }) => sum + optimiser.steps * Number(model['width']), 0);
const suggest = (limit: number, experiment = pinned) => suggestSmaller(experiment, secondsOf, testCatalogs, limit);
const full = secondsOf(pinned);

describe('something smaller', () => {
  it('is not offered for what is fast enough', () => {
    expect(suggest(full)).toBeNull();
  });

  it('has fewer steps for all alike, no more than needed', () => {
    const smaller = suggest(full * 0.6);
    expect(smaller && differences(smaller, pinned).map(({ path, to }) => [path, to])).toEqual(
      ['teacher', 'alone', 'distilled'].map((id) => [`trainings.${id}.optimiser.steps`, 500]),
    );
  });

  it('then has a narrower teacher, and students as they were', () => {
    const smaller = suggest(full * 0.12);
    expect(smaller?.trainings.map(({ optimiser }) => optimiser.steps)).toEqual([200, 200, 200]);
    expect(smaller?.trainings.map(({ model }) => model['width'])).toEqual([128, 8, 8]);
  });

  it('takes the warm-up along', () => {
    const warmed = editExperiment(pinned, { 'trainings.teacher.optimiser.warmupSteps': 900 }, testCatalogs);
    expect(suggest(full * 0.6, warmed)?.trainings[0]?.optimiser).toMatchObject({ steps: 500, warmupSteps: 500 });
  });

  it('is not offered when nothing sensible is fast enough', () => {
    expect(suggest(1)).toBeNull();
  });
});
