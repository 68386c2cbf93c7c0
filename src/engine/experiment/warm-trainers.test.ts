import { expect, test } from 'vitest';
import { tinySetup } from '../../cli/testing/tiny-setup.ts';
import { StudioError } from '../core/errors.ts';
import type { Trainer } from '../train/trainer.ts';
import { WarmTrainers } from './warm-trainers.ts';

const { training, shape, classes, backend } = tinySetup();
const needs = { training, shape, classes, backend };

/** Trainers that warm up as the test says, and note how they end. */
function setUp(warmUp: () => Promise<void> = () => Promise.resolve()) {
  const made: (Trainer & { disposed: boolean })[] = [];
  const warm = new WarmTrainers(() => {
    const trainer = {
      disposed: false,
      warmUp,
      dispose: () => Promise.resolve(void (trainer.disposed = true)),
    } as unknown as Trainer & { disposed: boolean };
    made.push(trainer);
    return trainer;
  });
  return { warm, made };
}

test('gives the trainer that was warmed, once', () => {
  const { warm, made } = setUp();
  warm.warm(needs);
  warm.warm(needs);
  expect(made).toHaveLength(1);
  expect(warm.take(training)).toBe(made[0]);
  expect(warm.take(training)).toBe(made[1]);
});

test('disposes of those that nobody took, and of no other', async () => {
  const { warm, made } = setUp();
  warm.warm(needs);
  warm.warm({ ...needs, training: { ...training, id: 'other' } });
  warm.take(training);
  await warm.dispose();
  expect(made.map(({ disposed }) => disposed)).toEqual([false, true]);
  warm.warm({ ...needs, training: { ...training, id: 'late' } });
  expect(made).toHaveLength(2);
});

test('starts another in the place of one whose thread died while it warmed up', async () => {
  const { warm, made } = setUp(() => Promise.reject(new StudioError('train/worker-died')));
  warm.warm(needs);
  await Promise.resolve();
  expect(warm.take(training)).toBe(made[1]);
  expect(made.map(({ disposed }) => disposed)).toEqual([true, false]);
});
