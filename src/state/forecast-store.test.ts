import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { createForecastStore } from './forecast-store.ts';
import type { RunForecast } from './services.ts';
import { ownSummary, packSummary, smallForecast } from './testing/fake-services.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function storeOfAnswers() {
  const asked: { readonly signal: AbortSignal; answer(forecast: RunForecast): void; refuse(): void }[] = [];
  const store = createForecastStore({
    forecast: (_, __, signal) =>
      new Promise((resolve, reject) => asked.push({ signal, answer: resolve, refuse: () => reject(new Error()) })),
    setBusy: () => undefined,
  });
  return { store, asked, settle: () => vi.advanceTimersByTimeAsync(1000) };
}

test('an answer that comes after a later question is dropped, and asked for no longer', async () => {
  const { store, asked, settle } = storeOfAnswers();
  store.ask(defaultExperiment, packSummary);
  await settle();
  store.ask({ ...defaultExperiment, seed: 9 }, packSummary);
  expect(asked[0]!.signal.aborted).toBe(true);
  await settle();
  asked[1]!.answer({ ...smallForecast, secondsPerSeed: 2 });
  await settle();
  asked[0]!.answer({ ...smallForecast, secondsPerSeed: 1 });
  await settle();
  expect(store.getState().forecast?.secondsPerSeed).toBe(2);
});

test('of other data nothing is shown until it is known, and a refusal is told', async () => {
  const { store, asked, settle } = storeOfAnswers();
  store.ask(defaultExperiment, packSummary);
  await settle();
  asked[0]!.answer(smallForecast);
  await settle();
  store.ask(defaultExperiment, ownSummary);
  expect(store.getState()).toEqual({ forecast: null, failed: false });
  await settle();
  asked[1]!.refuse();
  await settle();
  expect(store.getState()).toEqual({ forecast: null, failed: true });
});
