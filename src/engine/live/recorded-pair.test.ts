import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadEmbeddedPack } from '../../cli/load-pack.ts';
import { betweenHush } from '../../platform/live/between-hush.ts';
import { decodeAudio } from '../audio/decode-audio.ts';
import { Rng } from '../core/rng.ts';
import { backgroundKinds, makeBackground } from './background.ts';
import type { HeardSound } from './events.ts';
import { hearRecording } from './hear-recording.ts';
import { rocOf } from './roc.ts';
import { defaultLiveSettings } from '../config/live-settings.ts';
import { recordedNets } from './testing/recorded-pair.ts';
import { sayClips } from './testing/said.ts';

const RATE_HZ = 16_000;
const FIVE_MINUTES = 300;
const corpora = process.env['STILLHOUSE_DATA'];

const pack = await loadEmbeddedPack();
const recorded = await recordedNets();

const hear = (samples: Float32Array, rateHz = RATE_HZ) =>
  hearRecording(recorded.pair, recorded.nets, defaultLiveSettings, samples, rateHz);
const alarmsOf = (sounds: readonly HeardSound[], net: number) =>
  sounds.filter(({ answers }) => answers[net]?.said).length;
const clipsOf = (split: string) => pack.utterances.flatMap((one, i) => (one.split === split ? [i] : []));

/** The sounds that were heard during each word, in the order of the words. */
function duringWords(sounds: readonly HeardSound[], words: readonly { startSeconds: number; endSeconds: number }[]) {
  return words.map(({ startSeconds, endSeconds }) =>
    sounds.filter((sound) => sound.startSeconds < endSeconds && sound.endSeconds > startSeconds),
  );
}

test('unseen voices, a word after the other: each is heard once, in order, and mostly rightly', async () => {
  const indices = Rng.fromSeed(11).shuffle(clipsOf('test')).slice(0, 60);
  const { samples, words } = sayClips(pack, indices, { seed: 12, noiseDb: -55 });
  const heard = await hear(samples);
  expect(duringWords(heard, words).map((sounds) => sounds.length)).toEqual(words.map(() => 1));
  expect(heard).toHaveLength(words.length);
  const share = (net: number) =>
    heard.filter(({ answers }, i) => answers[net]?.said && answers[net].label === words[i]!.label).length /
    words.length;
  const [teacher, , distilled] = [share(0), share(1), share(2)];
  expect(teacher).toBeGreaterThan(0.7);
  expect(distilled).toBeGreaterThan(0.4);
});

test('files of one word, cut tightly: each is heard once, and mostly rightly', async () => {
  const indices = Rng.fromSeed(13).shuffle(clipsOf('test')).slice(0, 40);
  const right: boolean[] = [];
  for (const index of indices) {
    const { label, audio } = pack.utterances[index]!;
    const clip = pack.pcm.slice(audio.offset, audio.offset + audio.length);
    const isLoud = (value: number) => Math.abs(value) > 0.02;
    const cut = clip.slice(clip.findIndex(isLoud), clip.findLastIndex(isLoud) + 1);
    const file = betweenHush({ samples: cut, sampleRateHz: RATE_HZ }, defaultLiveSettings);
    const heard = await hear(file.samples);
    expect(heard.length, `clip ${index}`).toBe(1);
    right.push(heard[0]!.noWord === null && heard[0]!.answers[0]!.label === label);
  }
  expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.7);
});

describe('five minutes in which nobody speaks: one false alarm at most', () => {
  test.each(backgroundKinds.filter((kind) => kind !== 'knocks'))('%s noise', async (kind) => {
    const sounds = await hear(makeBackground(kind, FIVE_MINUTES, RATE_HZ, Rng.fromSeed(99)));
    for (const net of recorded.pair.nets.keys()) expect(alarmsOf(sounds, net)).toBeLessThanOrEqual(1);
  });

  if (corpora !== undefined)
    test.each(['kitchen.wav', 'washing_machine_30s.wav'])('recorded: %s', async (name) => {
      const { channels, sampleRateHz } = await decodeAudio(await readFile(join(corpora, 'noise', name)));
      const once = channels[0]!;
      const samples = Float32Array.from({ length: FIVE_MINUTES * sampleRateHz }, (_, n) => once[n % once.length]!);
      const sounds = await hear(samples, sampleRateHz);
      expect(sounds.length).toBeGreaterThan(5);
      for (const net of recorded.pair.nets.keys()) expect(alarmsOf(sounds, net)).toBeLessThanOrEqual(1);
    });
});

test('of coughs and knocks, a few in a hundred are taken for a word', async () => {
  const sounds = await hear(makeBackground('knocks', FIVE_MINUTES, RATE_HZ, Rng.fromSeed(99)));
  expect(sounds.length).toBeGreaterThan(100);
  for (const net of recorded.pair.nets.keys()) expect(alarmsOf(sounds, net) / sounds.length).toBeLessThan(0.15);
  const evidence = { words: [], heard: [], background: sounds, backgroundSeconds: FIVE_MINUTES };
  const alarms = rocOf('teacher', evidence).map(({ falseAlarmsPerHour }) => falseAlarmsPerHour);
  expect(alarms).toEqual(alarms.toSorted((a, b) => b - a));
  expect(alarms[0]).toBeGreaterThan(alarms.at(-1)!);
});

if (corpora !== undefined)
  test('real digits at 8 kHz, with pauses: each is heard once, in order', async () => {
    const folder = join(corpora, 'digits_fsdd', 'recordings');
    const files = (await readdir(folder)).filter((name) => /_yweweler_[0-4]\.wav$/.test(name));
    const clips = await Promise.all(files.map(async (name) => decodeAudio(await readFile(join(folder, name)))));
    const rate = clips[0]!.sampleRateHz;
    const lengths = clips.map(({ channels }) => channels[0]!.length);
    const offsets = lengths.map((_, i) => lengths.slice(0, i).reduce((a, b) => a + b, 0));
    const pcm = new Float32Array(lengths.reduce((a, b) => a + b, 0));
    clips.forEach(({ channels }, i) => pcm.set(channels[0]!, offsets[i]));
    const utterances = files.map((name, i) => ({
      id: name,
      label: name[0]!,
      audio: { offset: offsets[i]!, length: lengths[i]!, sampleRateHz: rate },
    }));
    const order = Rng.fromSeed(2).shuffle([...files.keys()]);
    const { samples, words } = sayClips({ ...pack, utterances, pcm }, order, { seed: 3, noiseDb: -65 });
    const heard = await hear(samples, rate);
    expect(words.length).toBeGreaterThan(40);
    const counts = duringWords(heard, words).map((sounds) => sounds.length);
    expect(counts.filter((count) => count === 1).length / counts.length).toBeGreaterThanOrEqual(0.95);
    expect(counts.every((count) => count <= 2)).toBe(true);
  });
