import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { InputLevel, Microphone, RecordingService } from '../services.ts';
import { fakeServices } from '../testing/fake-services.ts';
import { createInputStore } from './input-store.ts';
import { createRecordingStore } from './recording-store.ts';
import { recordedClip } from './testing/recorded-clip.ts';

const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
const plan = { words: ['yes', 'no'], speaker: 'anna', takesAWord: 1, background: false };
const hush: InputLevel = { peak: 0.001, rms: 0.0005, clipped: false };
const voice: InputLevel = { peak: 0.4, rms: 0.2, clipped: false };

/** A desk with one microphone and a service that keeps takes, by fake timers. */
function desk({ add }: Partial<RecordingService> = {}) {
  const opened: { processing: unknown; deviceId: unknown }[] = [];
  const devices = [{ id: 'desk', label: 'Desk' }];
  const kept: { clips: RecordedClip[] } = { clips: [] };
  let level: (level: InputLevel) => void = () => undefined;
  let lose: (error: ErrorReport) => void = () => undefined;
  let plugged: () => void = () => undefined;
  let closings = 0;
  let takes = 0;
  let refusal: StudioError | null = null;
  const microphone: Microphone = {
    open(onLevel, onLost, { processing, deviceId }) {
      if (refusal) return Promise.reject(refusal);
      opened.push({ processing, deviceId });
      [level, lose] = [onLevel, onLost];
      return Promise.resolve({
        sampleRateHz: 16_000,
        processing,
        startTake: () => undefined,
        finishTake: () => Promise.resolve({ samples: new Float32Array(16_000), sampleRateHz: 16_000 }),
        close: () => Promise.resolve(void closings++),
      });
    },
    devices: () => Promise.resolve([...devices]),
    onDevices(listener) {
      plugged = listener;
      return () => undefined;
    },
  };
  const { preferences, recordings } = fakeServices().services;
  const input = createInputStore(microphone, preferences);
  const service: RecordingService = {
    ...recordings,
    clips: () => Promise.resolve(kept.clips),
    add:
      add ??
      ((_, about) => {
        const clip = recordedClip(`take ${takes++}`, about);
        kept.clips = [...kept.clips, clip];
        return Promise.resolve({ clip, notKept: null });
      }),
    change: (clips) => {
      kept.clips = [...clips];
      return Promise.resolve(null);
    },
  };
  const store = createRecordingStore(microphone, service, input);
  return {
    store,
    input,
    opened,
    devices,
    kept,
    closings: () => closings,
    refuse: (error: StudioError | null) => (refusal = error),
    plug: () => plugged(),
    plugOut: () => lose(new StudioError('microphone/lost').toReport()),
    phase: () => store.getState().session?.phase,
    /** Time passes, and this is heard. */
    async hear(what: InputLevel, ms: number) {
      for (let at = 0; at < ms; at += 50) {
        level(what);
        await vi.advanceTimersByTimeAsync(50);
      }
    },
  };
}

/** From the begin to where the word is recorded. */
async function toRecording(at: ReturnType<typeof desk>) {
  await vi.advanceTimersByTimeAsync(0);
  await at.hear(hush, 1500);
  expect(at.phase()).toBe('recording');
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a word that is over ends its take, and the next comes by itself; the end lets go of the microphone', async () => {
  const at = desk();
  at.store.begin(plan);
  await toRecording(at);
  await at.hear(voice, 300);
  await at.hear(hush, 600);
  expect(at.phase()).toBe('told');
  await at.hear(hush, 650);
  expect(at.store.getState().session?.slots[at.store.getState().session!.at]?.word).toBe('no');
  await at.hear(hush, 1500);
  // Nothing is said: the take ends by its time.
  await at.hear(hush, 2600);
  await at.hear(hush, 700);
  expect(at.phase()).toBe('ended');
  expect(at.closings()).toBe(1);
  expect(at.kept.clips.map(({ label, speaker }) => [label, speaker])).toEqual([
    ['yes', 'anna'],
    ['no', 'anna'],
  ]);
});

test('a repeated take takes the place of the one before, and only when it is there', async () => {
  const at = desk();
  at.store.begin(plan);
  await toRecording(at);
  await at.hear(voice, 300);
  await at.hear(hush, 600);
  at.store.repeat();
  expect(at.kept.clips).toHaveLength(1);
  await at.hear(hush, 1500);
  await at.hear(voice, 300);
  await at.hear(hush, 600);
  expect(at.kept.clips.map(({ id }) => id)).toEqual(['take 1']);
});

test('a microphone that is plugged out pauses; another goes on with the same word', async () => {
  const at = desk();
  const leave = at.store.attend();
  at.store.begin(plan);
  await toRecording(at);
  at.plugOut();
  expect(at.store.getState()).toMatchObject({
    microphone: 'closed',
    error: { code: 'microphone/lost' },
    session: { phase: 'paused', pausedFor: 'microphone', at: 0 },
  });
  at.input.choose('desk');
  at.store.resume();
  await toRecording(at);
  expect(at.opened.map(({ deviceId }) => deviceId)).toEqual([null, 'desk']);
  expect(at.store.getState().error).toBeNull();
  leave();
  expect(at.phase()).toBe('ended');
});

test('one that is refused is said, and can be tried again', async () => {
  const at = desk();
  at.refuse(new StudioError('microphone/denied'));
  at.store.begin(plan);
  await vi.advanceTimersByTimeAsync(0);
  expect(at.store.getState()).toMatchObject({ error: { code: 'microphone/denied' }, session: { phase: 'paused' } });
  at.refuse(null);
  at.store.resume();
  await toRecording(at);
});

test('one that falls silent without a word is taken for lost', async () => {
  const at = desk();
  at.store.begin(plan);
  await toRecording(at);
  at.store.pause('person');
  await vi.advanceTimersByTimeAsync(9000);
  expect(at.store.getState()).toMatchObject({
    error: { code: 'microphone/lost' },
    session: { pausedFor: 'microphone' },
  });
});

test('behind another page nobody is listened to', async () => {
  const at = desk();
  at.store.begin(plan);
  await toRecording(at);
  at.store.pause('hidden');
  expect([at.closings(), at.store.getState().microphone]).toEqual([1, 'closed']);
  at.store.resume();
  await toRecording(at);
  expect(at.opened).toHaveLength(2);
});

test('a chosen device that is plugged out gives way to the choice of the browser', async () => {
  const at = desk();
  at.store.attend();
  at.input.choose('desk');
  await at.store.listen();
  at.devices.length = 0;
  at.plug();
  await vi.advanceTimersByTimeAsync(0);
  expect(at.input.getState()).toMatchObject({ deviceId: null, deviceGone: true });
});

test('what the browser does to the sound is off, and a switch opens the microphone anew', async () => {
  const at = desk();
  await at.store.listen();
  at.input.process({ noiseSuppression: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(at.opened.map(({ processing }) => processing)).toEqual([off, { ...off, noiseSuppression: true }]);
  expect(at.closings()).toBe(1);
});

test('takes with nothing in them are asked for again, then it waits', async () => {
  const at = desk({ add: () => Promise.reject(new StudioError('file/silent')) });
  at.store.begin(plan);
  await toRecording(at);
  await at.hear(hush, 1600);
  expect(at.store.getState().trouble).toBe('quiet');
  await at.hear(hush, 1000);
  expect(at.store.getState().session).toMatchObject({ phase: 'told', at: 0 });
  await at.hear(hush, 2000 + 1500 + 2600);
  expect(at.store.getState().session).toMatchObject({ phase: 'paused', pausedFor: 'unheard', at: 0 });
});
