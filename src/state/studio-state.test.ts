import { expect, test } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { idleRun, reduceRun } from './run-reducer.ts';
import { studioState } from './studio-state.ts';
import { evaluated, opening, planned } from './testing/run-script.ts';
import { packSummary } from './testing/fake-services.ts';

const after = (...events: RunEvent[]) => events.reduce((view, event) => reduceRun(view, event, planned), idleRun);

test('before a run it tells what would be run on what', () => {
  const state = studioState(idleRun, defaultExperiment, packSummary);
  expect(state).toMatchObject({ status: 'idle', version: 1, verdict: null, curves: [] });
  expect(state.dataset).toEqual({ clips: 100, speakers: 5, classes: ['no', 'yes'], minutes: 1, skipped: [] });
});

test('while it runs it has the curves so far, thinned', () => {
  const events = Array.from({ length: 500 }, (_, i) => evaluated('alone', i + 1, Math.sin(i) ** 2, 1));
  const { curves } = studioState(after(...opening(), ...events), defaultExperiment, packSummary);
  const accuracy = curves.filter(({ metric, model }) => metric === 'accuracy' && model === 'alone');
  expect(accuracy.length).toBeLessThanOrEqual(120);
  expect(accuracy.at(-1)).toMatchObject({ seed: 1, step: 500 });
});
