import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { createRunStore, FLUSH_MS } from './run-store.ts';
import { evaluated, opening, progress, train } from './testing/run-script.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function started() {
  const store = createRunStore();
  store.expect(defaultExperiment, null);
  for (const event of opening()) store.receive(event);
  store.receive(train('teacher', { kind: 'started', step: 0, steps: 1000 }));
  return store;
}

test('a burst of progress changes the store once, within a quarter of a second', () => {
  const store = started();
  let changes = 0;
  store.subscribe(() => changes++);
  for (let step = 1; step <= 50; step++) store.receive(progress('teacher', step, 5));
  store.receive(evaluated('teacher', 50, 0.5, null));
  expect(changes).toBe(0);
  vi.advanceTimersByTime(FLUSH_MS);
  expect(changes).toBe(1);
  expect(store.getState().view.trainings['teacher']?.step).toBe(50);
});

test('ten events a second for ten seconds are at most forty changes', () => {
  const store = started();
  let changes = 0;
  store.subscribe(() => changes++);
  for (let i = 0; i < 100; i++) {
    store.receive(progress('teacher', i, 5));
    vi.advanceTimersByTime(100);
  }
  expect(changes).toBeLessThanOrEqual(40);
});

test('a change of status is there at once, and what waited before it too', () => {
  const store = started();
  store.receive(progress('teacher', 7, 5));
  store.receive({ kind: 'run-paused' });
  expect(store.getState().view.status).toBe('paused');
  expect(store.getState().view.trainings['teacher']?.step).toBe(7);
});

test('the limit of steps is what a run is measured by', () => {
  const store = createRunStore();
  store.expect({ ...defaultExperiment, limits: { maxSteps: 20, maxClips: null } }, null);
  for (const event of opening()) store.receive(event);
  expect(store.getState().view.trainings['alone']?.steps).toBe(20);
});
