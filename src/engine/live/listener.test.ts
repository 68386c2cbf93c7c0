import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { Rng } from '../core/rng.ts';
import { windowShape } from '../data/clip-window.ts';
import { createFrontEnd } from '../dsp/front-end.ts';
import type { HeardSound } from './events.ts';
import { hearRecording } from './hear-recording.ts';
import { Listener } from './listener.ts';
import { defaultLiveSettings, type LiveSettings } from '../config/live-settings.ts';
import type { WindowNets } from './window-nets.ts';

const RATE_HZ = 16_000;
const { frontEnd } = defaultExperiment;
const pair = { frontEnd, shape: windowShape([0.6], frontEnd), classes: ['low', 'high'] };

/** Tells by the energy of the bands whether a window sounds low or high. */
function bandNets(): WindowNets & { windows: number } {
  const { bins } = pair.shape;
  return {
    windows: 0,
    trainingIds: ['ear'],
    each: [],
    async infer(window) {
      this.windows++;
      let [low, high] = [0, 0];
      window.forEach((value, i) => (i % bins < bins / 2 ? (low += value) : (high += value)));
      return [{ logits: Float32Array.of((low - high) / 50, (high - low) / 50), ms: 0 }];
    },
    dispose: () => undefined,
  };
}

/** Buzzes of 0.4 s (a voice's harmonics below or above) in a quiet room, a second apart. */
function buzzes(names: readonly string[], amplitude = 0.1): Float32Array {
  const rng = Rng.fromSeed(3);
  const samples = Float32Array.from({ length: (names.length + 1.5) * RATE_HZ }, () => 0.0005 * rng.normal());
  names.forEach((name, i) => {
    const [first, last] = name === 'low' ? [1, 8] : [1, 40];
    for (let n = 0; n < 0.4 * RATE_HZ; n++) {
      let value = 0;
      for (let h = first; h <= last; h++) value += Math.sin((2 * Math.PI * 120 * h * n) / RATE_HZ) * (h <= 8 ? 1 : 0.5);
      samples[Math.round((1 + i) * RATE_HZ) + n]! += amplitude * value * 0.1;
    }
  });
  return samples;
}

const said = (sounds: readonly HeardSound[]) =>
  sounds.flatMap(({ answers }) => answers.filter((one) => one.said).map(({ label }) => label));

test('each word is answered once, in order, and silence costs nothing', async () => {
  const order = ['low', 'high', 'high', 'low', 'high'];
  const nets = bandNets();
  const sounds = await hearRecording(pair, nets, { ...defaultLiveSettings, threshold: 0.5 }, buzzes(order), RATE_HZ);
  expect(said(sounds)).toEqual(order);
  sounds.forEach(({ startSeconds, endSeconds, waitMs }, i) => {
    expect(startSeconds).toBeCloseTo(1 + i, 1);
    expect(endSeconds).toBeCloseTo(1.4 + i, 1);
    expect(waitMs).toBeLessThan(400);
  });
  // 0.4 s of each second are sound, 50 windows a second.
  expect(nets.windows).toBeLessThan(order.length * 30);
  const silent = bandNets();
  await hearRecording(pair, silent, defaultLiveSettings, buzzes(['low', 'low'], 0), RATE_HZ);
  expect(silent.windows).toBe(0);
});

test('what is no word is told apart from words', async () => {
  const rng = Rng.fromSeed(5);
  const hiss = buzzes(['low', 'low', 'low'], 0);
  const add = (from: number, to: number) => {
    for (let n = from * RATE_HZ; n < to * RATE_HZ; n++) hiss[n]! += 0.1 * rng.normal();
  };
  add(1, 1.3);
  add(2, 2.05);
  add(2.6, 4.1);
  const sounds = await hearRecording(pair, bandNets(), defaultLiveSettings, hiss, RATE_HZ);
  expect(sounds.map(({ noWord }) => noWord)).toEqual(['no-voice', 'too-short', 'too-long']);
  expect(said(sounds)).toEqual([]);
});

test('however samples and frames arrive, the answers are the same', async () => {
  const samples = buzzes(['low', 'high']);
  const whole = await hearRecording(pair, bandNets(), defaultLiveSettings, samples, RATE_HZ);
  const timeless = (sounds: readonly HeardSound[]) =>
    sounds.map(({ waitMs: _wait, computeMs: _compute, ...rest }) => rest);
  expect(whole).toHaveLength(2);
  const sizes = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.boolean(), async (chunks, framesFirst) => {
      const listener = new Listener(pair, bandNets(), RATE_HZ, defaultLiveSettings);
      const features = createFrontEnd(frontEnd, RATE_HZ);
      const sounds: HeardSound[] = [];
      for (let at = 0, i = 0; at < samples.length; i++) {
        const piece = samples.subarray(at, at + chunks[i % chunks.length]!);
        at += piece.length;
        if (!framesFirst) listener.takeSamples(piece);
        const frames = new Float32Array(features.push(piece) * features.bins);
        listener.takeFrames(frames, features.read(frames, 0));
        if (framesFirst) listener.takeSamples(piece);
        sounds.push(...(await listener.advance()).sounds);
      }
      expect(timeless(sounds)).toEqual(timeless(whole));
    }),
    { numRuns: 20 },
  );
});

test('settings that change in the middle of a word change how it is answered, and nothing else', async () => {
  const samples = buzzes(['low', 'high', 'low']);
  const heard = async (changes: Readonly<Record<number, Partial<LiveSettings>>>) => {
    const listener = new Listener(pair, bandNets(), RATE_HZ, { ...defaultLiveSettings, threshold: 0.5 });
    const features = createFrontEnd(frontEnd, RATE_HZ);
    const sounds: HeardSound[] = [];
    let windows = 0;
    for (let at = 0; at < samples.length; at += 800) {
      const change = changes[at];
      const piece = samples.subarray(at, at + 800);
      listener.takeSamples(piece);
      const frames = new Float32Array(features.push(piece) * features.bins);
      listener.takeFrames(frames, features.read(frames, 0));
      const update = listener.advance();
      // While the nets are at work.
      if (change) listener.change({ ...defaultLiveSettings, threshold: 0.5, ...change });
      sounds.push(...(await update).sounds);
      windows += (await update).windows.length;
    }
    return {
      sounds: sounds.map(({ startSeconds, endSeconds, answers }) => [startSeconds, endSeconds, answers]),
      windows,
    };
  };
  const usual = await heard({});
  const coarse = await heard({ 18_400: { strideMs: 70 }, 40_000: { strideMs: 30, smoothingMs: 90 } });
  expect(usual.sounds).toHaveLength(3);
  const labels = ({ sounds }: typeof usual) =>
    sounds.map(([, , answers]) => (answers as HeardSound['answers'])[0]?.label);
  expect(labels(coarse)).toEqual(['low', 'high', 'low']);
  expect(coarse.sounds.map(([start, end]) => [start, end])).toEqual(usual.sounds.map(([start, end]) => [start, end]));
  expect(coarse.windows).toBeLessThan(usual.windows / 1.3);
  const deaf = await heard({ 8000: { threshold: 0.9999, mostMs: 200 } });
  expect(deaf.sounds.map(([, , answers]) => answers)).toEqual([[], [], []]);
});
