import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EventBatcher } from './event-batcher.ts';
import type { TrainEnvelope } from './train-envelope.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recorder(): { batches: TrainEnvelope[][]; batcher: EventBatcher } {
  const batches: TrainEnvelope[][] = [];
  return { batches, batcher: new EventBatcher('run', 'alone', (batch) => batches.push([...batch])) };
}

test('sends at most ten batches a second and every event once, in order', () => {
  const { batches, batcher } = recorder();
  for (let step = 0; step < 1000; step++) {
    batcher.push({ kind: 'resumed', step });
    vi.advanceTimersByTime(2);
  }
  vi.advanceTimersByTime(200);
  expect(batches.length).toBeLessThanOrEqual(22);
  const seen = batches.flat();
  expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(seen.every(({ runId, trainingId }) => runId === 'run' && trainingId === 'alone')).toBe(true);
});

test('a flush sends what waits at once, and only once', () => {
  const { batches, batcher } = recorder();
  batcher.push({ kind: 'paused', step: 1 });
  batcher.push({ kind: 'resumed', step: 1 });
  expect(batches.flat()).toHaveLength(1);
  batcher.flush();
  vi.advanceTimersByTime(500);
  expect(batches.flat()).toHaveLength(2);
});
