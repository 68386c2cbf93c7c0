import { expect, test } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { HeardSound } from '../../engine/live/events.ts';
import { createLiveStore, MARKABLE } from '../live-store.ts';
import type { LiveInput, LiveService, RecordingService } from '../services.ts';
import { fakeServices } from '../testing/fake-services.ts';
import { createInputStore } from './input-store.ts';
import { createReviewStore } from './review-store.ts';
import { createSaidClipsStore } from './said-clips-store.ts';
import { takeBack } from './said-step.ts';
import { recordedClip } from './testing/recorded-clip.ts';

const processing = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };

/** Nets that listen, and a disk, in the test's hands. */
async function listening(overrides: Partial<RecordingService> = {}) {
  const disk: { clips: readonly RecordedClip[] } = { clips: [recordedClip('old', { speaker: 'anna' })] };
  const { live: fake, recordings: fakeRecordings, microphone, preferences } = fakeServices().services;
  let told: Parameters<LiveService['listen']>[2] | null = null;
  const asked: number[] = [];
  const service: LiveService = {
    ...fake,
    openRecorded: () => Promise.resolve({ classes: ['no', 'yes'], nets: [], recorded: null } as never),
    listen(input: LiveInput, _, hearing) {
      told = hearing;
      return Promise.resolve('samples' in input ? null : processing);
    },
    samplesOf({ startSeconds }) {
      asked.push(startSeconds);
      return Promise.resolve({ samples: new Float32Array(100).fill(startSeconds), sampleRateHz: 48_000 });
    },
    stop: () => told?.onEnd(null),
  };
  const recordings: RecordingService = {
    ...fakeRecordings,
    clips: () => Promise.resolve(disk.clips),
    add({ samples, sampleRateHz }, about) {
      const clip = recordedClip(`new ${samples[0]}`, { ...about, sampleRateHz });
      disk.clips = [...disk.clips, clip];
      return Promise.resolve({ clip, notKept: null });
    },
    change(clips) {
      disk.clips = clips;
      return Promise.resolve(null);
    },
    ...overrides,
  };
  const live = createLiveStore(service, createInputStore(microphone, preferences), preferences);
  const review = createReviewStore(recordings);
  const said = createSaidClipsStore(live, service, recordings, review);
  await live.open();
  const hear = (at: number) =>
    told!.onHeard({
      seconds: at + 1,
      windows: [],
      utterances: [],
      sounds: [
        {
          startSeconds: at,
          endSeconds: at + 0.4,
          noWord: null,
          answers: [],
          waitMs: 0,
          computeMs: 0,
        } satisfies HeardSound,
      ],
      hearing: false,
      computeMs: 0,
      frames: new Float32Array(0),
      peak: 0.1,
    });
  const fresh = () => disk.clips.slice(1).map(({ id, label }) => [id, label]);
  return { live, said, review, disk, asked, hear, fresh };
}

test('off, nothing is asked of the stream and nothing is kept', async () => {
  const { live, said, hear, asked, fresh } = await listening();
  await live.toggle();
  hear(1);
  live.mark(0, 'yes');
  await said.undo();
  expect([asked, fresh()]).toEqual([[], []]);
});

test('on, a word is kept once it is told, with its speaker and what the browser did; told anew it has the new label', async () => {
  const { live, said, review, disk, hear, fresh } = await listening();
  said.turn(true);
  await live.toggle();
  hear(1);
  hear(2);
  expect(fresh()).toEqual([]);
  live.mark(1, 'yes');
  await expect.poll(fresh).toEqual([['new 2', 'yes']]);
  expect(disk.clips[1]).toMatchObject({ speaker: 'anna', processing, sampleRateHz: 48_000 });
  live.mark(1, 'no');
  await expect.poll(fresh).toEqual([['new 2', 'no']]);
  await expect.poll(() => review.getState().clips).toBe(disk.clips);
  said.nameSpeaker(' ben ');
  live.mark(0, 'yes');
  await expect.poll(() => disk.clips[2]?.speaker).toBe('ben');
});

test('a word that somebody is asked for is kept at once', async () => {
  const { live, said, hear, fresh } = await listening();
  said.turn(true);
  await live.toggle();
  live.prompt(['no', 'yes']);
  hear(1);
  hear(2);
  await expect.poll(fresh).toEqual([
    ['new 1', 'no'],
    ['new 2', 'yes'],
  ]);
});

test('each step can be undone: a label, a clip that was no word after all, a clip', async () => {
  const { live, said, hear, fresh } = await listening();
  said.turn(true);
  await live.toggle();
  hear(1);
  for (const word of ['yes', 'no', '']) live.mark(0, word);
  await expect.poll(() => said.getState().steps).toHaveLength(3);
  expect(fresh()).toEqual([]);
  expect(said.getState().clipOf.size).toBe(0);
  const seen: unknown[] = [];
  for (let i = 0; i < 4; i++) {
    await said.undo();
    seen.push(fresh());
  }
  expect(seen).toEqual([[['new 1', 'no']], [['new 1', 'yes']], [], []]);
});

test('what was played from a file, and what is no longer in the list, is not kept', async () => {
  const { live, said, hear, asked, fresh } = await listening();
  said.turn(true);
  await live.playFile(() => Promise.resolve(new ArrayBuffer(0)));
  hear(1);
  live.mark(0, 'yes');
  live.stop();
  await live.toggle();
  for (let i = 0; i < MARKABLE + 2; i++) hear(10 + i);
  live.mark(1, 'yes');
  live.mark(3, 'yes');
  await expect.poll(fresh).toEqual([['new 12', 'yes']]);
  expect(asked).toHaveLength(MARKABLE + 2);
});

test('what cannot be kept is said, and the next word is kept all the same', async () => {
  let quiet = true;
  const { live, said, hear } = await listening({
    add(_, about) {
      if (quiet) return Promise.reject(new StudioError('file/silent'));
      return Promise.resolve({
        clip: recordedClip('b', about),
        notKept: { code: 'storage/takes-not-kept', params: {} },
      });
    },
  });
  said.turn(true);
  await live.toggle();
  hear(1);
  live.mark(0, 'yes');
  await expect.poll(() => said.getState().error?.code).toBe('file/silent');
  quiet = false;
  live.mark(0, 'no');
  await expect.poll(() => said.getState().error?.code).toBe('storage/takes-not-kept');
  expect([...said.getState().clipOf.values()]).toEqual(['b']);
});

test('a step is taken back without what was done elsewhere since', () => {
  const [a, b] = [recordedClip('a'), recordedClip('b')];
  const trimmed = { ...a, start: 1, label: 'no' };
  expect(takeBack([trimmed, b], { entry: 0, before: a, after: { ...a, label: 'no' } })).toEqual([
    { ...a, start: 1 },
    b,
  ]);
  expect(takeBack([b], { entry: 0, before: null, after: a })).toEqual([b]);
  expect(takeBack([a, b], { entry: 0, before: a, after: null })).toEqual([a, b]);
});
