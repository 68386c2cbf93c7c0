import { expect, test } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import { levelOf, TakeRecorder } from './take-recorder.ts';

test('a take holds the piece before its start, all between, and the piece under way at its end', async () => {
  const recorder = new TakeRecorder();
  for (const value of [1, 2]) recorder.hear(Float32Array.of(value, value));
  recorder.start();
  recorder.hear(Float32Array.of(3));
  const take = recorder.finish();
  recorder.hear(Float32Array.of(4));
  recorder.hear(Float32Array.of(5));
  expect(await take).toEqual(Float32Array.of(2, 2, 3, 4));
});

test('the next take starts anew', async () => {
  const recorder = new TakeRecorder();
  recorder.start();
  recorder.hear(Float32Array.of(1));
  recorder.start();
  const take = recorder.finish();
  recorder.hear(Float32Array.of(2));
  expect(await take).toEqual(Float32Array.of(1, 2));
  await expect(recorder.finish()).rejects.toMatchObject({ code: 'internal' });
});

test('a device that goes away ends what waits and all that comes after', async () => {
  const recorder = new TakeRecorder();
  recorder.start();
  const take = recorder.finish();
  recorder.fail(new StudioError('microphone/lost'));
  await expect(take).rejects.toMatchObject({ code: 'microphone/lost' });
  recorder.start();
  await expect(recorder.finish()).rejects.toMatchObject({ code: 'microphone/lost' });
});

test('levels', () => {
  expect(levelOf(Float32Array.of(0.5, -0.5))).toEqual({ peak: 0.5, rms: 0.5, clipped: false });
  expect(levelOf(Float32Array.of(0, 0, 0, -1))).toEqual({ peak: 1, rms: 0.5, clipped: true });
  expect(levelOf(new Float32Array(0))).toEqual({ peak: 0, rms: 0, clipped: false });
});
