import { expect, test } from 'vitest';
import { defaultLiveSettings } from '../engine/config/live-settings.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { HeardSound } from '../engine/live/events.ts';
import type { HeardUpdate, ListeningPair } from '../engine/live/live-ear.ts';
import { scoreOf } from './live-score.ts';
import { createLiveStore } from './live-store.ts';
import { createInputStore } from './recording/input-store.ts';
import { sayInTurn } from './say-in-turn.ts';
import type { LiveInput, LiveService, Preferences } from './services.ts';
import { fakeServices } from './testing/fake-services.ts';

type Listening = Parameters<LiveService['listen']>[2];

const pair = (seed: number, recorded: boolean): ListeningPair =>
  ({ seed, classes: ['no', 'yes'], nets: [], recorded: recorded ? { date: '2026-01-31' } : null }) as never;

/** A store over a service whose stream is in the test's hands. */
async function openStore(overrides: Partial<LiveService> = {}, kept: Partial<Preferences> = {}) {
  const asked: LiveInput[] = [];
  const listening: { current: Listening | null } = { current: null };
  const { live, microphone, preferences: none } = fakeServices().services;
  const preferences = { ...none, ...kept };
  const service: LiveService = {
    ...live,
    openRecorded: () => Promise.resolve(pair(1, true)),
    openTrained: () => Promise.resolve(pair(7, false)),
    async listen(input, _, told) {
      asked.push(input);
      listening.current = told;
      return null;
    },
    stop: () => listening.current?.onEnd(null),
    ...overrides,
  };
  const input = createInputStore(microphone, preferences);
  const store = createLiveStore(service, input, preferences);
  await store.open();
  const hear = (...sounds: HeardSound[]) =>
    listening.current!.onHeard({
      seconds: sounds.at(-1)?.endSeconds ?? 0,
      windows: [],
      utterances: [],
      sounds,
      hearing: false,
      computeMs: 1,
      frames: new Float32Array(0),
      peak: 0.1,
    } satisfies HeardUpdate);
  return { store, input, asked, hear, listening };
}

const sound = (at: number, label: string, said = true, noWord: HeardSound['noWord'] = null): HeardSound => ({
  startSeconds: at,
  endSeconds: at + 0.4,
  noWord,
  answers: [{ trainingId: 'teacher', label, confidence: 0.9, said, windowMs: 1 }],
  waitMs: 200,
  computeMs: 1,
});

test('opens the recorded run at first, and the nets of a run once one has ended', async () => {
  const { store } = await openStore();
  expect(store.getState()).toMatchObject({ status: 'ready', pair: { seed: 1 } });
  store.trained();
  await expect.poll(() => store.getState().pair?.seed).toBe(7);
  await store.openRecorded();
  expect(store.getState().pair?.seed).toBe(1);
});

test('one press to start and one to stop; what is heard is kept, the newest first', async () => {
  const { store, asked, hear } = await openStore();
  await store.toggle();
  expect(asked).toMatchObject([{ deviceId: null }]);
  expect(store.getState().status).toBe('listening');
  hear(sound(1, 'yes'));
  hear(sound(2, 'no'), sound(3, 'yes'));
  expect(store.getState().heard.map((entry) => entry.sound.startSeconds)).toEqual([3, 2, 1]);
  await store.toggle();
  expect(store.getState().status).toBe('ready');
});

test('the score counts what was told: words, and sounds that were none', async () => {
  const { store, hear } = await openStore();
  await store.toggle();
  hear(sound(1, 'yes'), sound(2, 'no'), sound(3, 'yes', false), sound(4, 'no', false), sound(5, 'no'));
  const [fifth, fourth, third, second, first] = store.getState().heard;
  store.mark(first!.id, 'yes');
  store.mark(second!.id, 'yes');
  store.mark(third!.id, 'yes');
  store.mark(fourth!.id, '');
  expect(scoreOf(store.getState().heard, 'teacher')).toEqual({ right: 2, of: 4 });
  store.mark(fifth!.id, '');
  expect(scoreOf(store.getState().heard, 'teacher')).toEqual({ right: 2, of: 5 });
});

test('clips that are said in turn tell what they are; a sound beside them was no word', async () => {
  const clips = ['yes', 'no'].map((label) => ({
    label,
    samples: new Float32Array(8000).fill(0.1),
    sampleRateHz: 16_000,
  }));
  const { words, samples } = sayInTurn(clips);
  const { store, asked, hear } = await openStore();
  await store.say(clips);
  expect(asked).toEqual([{ samples, sampleRateHz: 16_000 }]);
  expect(samples.findIndex((value) => value !== 0) / 16_000).toBe(words[0]!.startSeconds);
  hear(sound(words[0]!.startSeconds, 'yes'), sound(words[1]!.startSeconds, 'yes'), sound(100, 'no'));
  expect(store.getState().heard.map(({ truth }) => truth)).toEqual(['', 'no', 'yes']);
});

test('clips that are said while words are asked for are what they are, and use up no word', async () => {
  const clip = { label: 'yes', samples: new Float32Array(8000).fill(0.1), sampleRateHz: 16_000 };
  const { store, hear } = await openStore();
  store.prompt(['no', 'yes']);
  await store.say([clip]);
  hear(sound(sayInTurn([clip]).words[0]!.startSeconds, 'yes'));
  expect(store.getState()).toMatchObject({ prompts: ['no', 'yes'], heard: [{ truth: 'yes' }] });
});

test('a microphone that gives no sound at all is told, until it does', async () => {
  const { store, listening } = await openStore();
  await store.toggle();
  const hear = (seconds: number, peak: number) =>
    listening.current!.onHeard({
      ...{ seconds, peak, windows: [], sounds: [], utterances: [] },
      ...{ hearing: false, computeMs: 0, frames: new Float32Array(0) },
    });
  const deadAfter = (seconds: number, peak: number) => {
    hear(seconds, peak);
    return store.getState().dead;
  };
  expect([deadAfter(3, 0), deadAfter(5, 0), deadAfter(5.1, 0.01), deadAfter(9, 0), deadAfter(10, 0)]).toEqual([
    ...[false, true, false, false, true],
  ]);
  await store.toggle();
  expect(store.getState().dead).toBe(false);
});

test('nets of a run that ended meanwhile are offered, and so are those that others took the place of', async () => {
  const { store } = await openStore();
  await store.toggle();
  store.trained();
  await store.toggle();
  expect(store.getState()).toMatchObject({ pair: { seed: 1 }, hasOthers: true });
  await store.openTrained();
  expect(store.getState()).toMatchObject({ pair: { seed: 7 }, hasOthers: false });
  await store.openRecorded();
  expect(store.getState()).toMatchObject({ pair: { seed: 1 }, hasOthers: true });
});

test('asked for words, each sound that may be one is the next of them', async () => {
  const { store, hear } = await openStore();
  await store.toggle();
  store.prompt(['no', 'yes']);
  hear(sound(1, 'no'), sound(2, 'no', false, 'no-voice'), sound(3, 'yes'), sound(4, 'no'));
  expect(store.getState().heard.map(({ truth }) => truth)).toEqual([null, 'yes', null, 'no']);
  expect(store.getState().prompts).toEqual([]);
});

test('what fails is said, and the next press tries again', async () => {
  let denied = true;
  const { store } = await openStore({
    async listen() {
      if (denied) throw new StudioError('microphone/denied');
      return null;
    },
  });
  await store.toggle();
  expect(store.getState()).toMatchObject({ status: 'ready', error: { code: 'microphone/denied' } });
  denied = false;
  await store.toggle();
  expect(store.getState()).toMatchObject({ status: 'listening', error: null });
});

test('a device that is unplugged ends the stream with the reason', async () => {
  const { store, listening } = await openStore();
  await store.toggle();
  listening.current!.onEnd(new StudioError('microphone/lost').toReport());
  expect(store.getState()).toMatchObject({ status: 'ready', error: { code: 'microphone/lost' } });
});

test('nets whose worker or device is gone can be loaded again', async () => {
  const { store, listening } = await openStore();
  await store.toggle();
  listening.current!.onEnd(new StudioError('live/worker-died').toReport());
  expect(store.getState()).toMatchObject({ status: 'closed', pair: null, error: { code: 'live/worker-died' } });
  await store.open();
  expect(store.getState()).toMatchObject({ status: 'ready', error: null });
});

test('a change of the rule takes effect at once, and what was measured by another rule is not shown', async () => {
  const changes: number[][] = [];
  const curves = { teacher: [{ threshold: 0.95, falseAlarmsPerHour: 12, missShare: 0.1 }] };
  let finish = () => {};
  const measured = new Promise<typeof curves>((resolve) => (finish = () => resolve(curves)));
  const { store } = await openStore({
    change: async ({ threshold, pauseMs }) => void changes.push([threshold, pauseMs]),
    measureRoc: () => measured,
  });
  const clip = { label: 'yes', samples: new Float32Array(800), sampleRateHz: 16_000 };
  const measuring = store.measureRoc([clip]);
  store.adjust('threshold', 0.9);
  finish();
  await measuring;
  expect(store.getState().roc).toBe(curves);
  store.adjust('pauseMs', 300);
  expect(store.getState().roc).toBeNull();
  const again = store.measureRoc([clip]);
  store.resetSettings();
  await again;
  expect(store.getState().roc, 'measured with 300 ms').toBeNull();
  expect(changes).toEqual([
    [0.9, 180],
    [0.9, 300],
    [0.95, 180],
  ]);
});

test('another microphone is listened to as soon as it is chosen', async () => {
  const { store, asked, input } = await openStore();
  await store.toggle();
  input.choose('desk');
  await expect.poll(() => asked).toMatchObject([{ deviceId: null }, { deviceId: 'desk' }]);
  await expect.poll(() => store.getState().status).toBe('listening');
  await store.toggle();
  input.choose(null);
  expect(store.getState().status).toBe('ready');
  expect(asked).toHaveLength(2);
});

test('how the nets listen is kept for the next visit; what is not to be understood there counts as nothing', async () => {
  const kept = new Map<string, string>();
  const preferences: Preferences = { get: (key) => kept.get(key) ?? null, set: (key, value) => kept.set(key, value) };
  const { store } = await openStore({}, preferences);
  store.adjust('openDb', 20);
  const again = await openStore({}, preferences);
  expect(again.store.getState().settings).toEqual({ ...defaultLiveSettings, openDb: 20 });
  again.store.resetSettings();
  for (const text of ['{}', '{', '7', '{"openDb":"loud"}', '{"openDb":5,"closeDb":6}']) {
    kept.set('listening', text);
    expect((await openStore({}, preferences)).store.getState().settings).toEqual(defaultLiveSettings);
  }
});

test('a file that is chosen while other nets are loaded waits for them', async () => {
  const { store, asked } = await openStore({
    decode: () => Promise.resolve({ samples: new Float32Array(1), sampleRateHz: 16_000 }),
  });
  store.trained();
  expect(store.getState().status).toBe('opening');
  await store.playFile(() => Promise.resolve(new ArrayBuffer(0)));
  expect(asked).toHaveLength(1);
  expect(store.getState()).toMatchObject({ pair: { seed: 7 }, error: null });
});

test('a file in which nothing stands out says so; one that is stopped, or in which something does, does not', async () => {
  const file = () => Promise.resolve(new ArrayBuffer(0));
  const { store, hear, listening } = await openStore({
    decode: () => Promise.resolve({ samples: new Float32Array(1), sampleRateHz: 16_000 }),
  });
  await store.playFile(file);
  listening.current!.onEnd(null);
  expect(store.getState()).toMatchObject({ status: 'ready', pair: { seed: 1 }, error: { code: 'live/nothing-heard' } });
  await store.playFile(file);
  expect(store.getState().error).toBeNull();
  hear(sound(1, 'yes'));
  listening.current!.onEnd(null);
  expect(store.getState().error).toBeNull();
  await store.playFile(file);
  store.stop();
  expect(store.getState().error).toBeNull();
  await store.toggle();
  await store.toggle();
  expect(store.getState().error).toBeNull();
  await store.say([{ label: 'yes', samples: new Float32Array(8000), sampleRateHz: 16_000 }]);
  // Not played: something else is.
  await store.playFile(file);
  listening.current!.onEnd(null);
  expect(store.getState().error).toBeNull();
});
