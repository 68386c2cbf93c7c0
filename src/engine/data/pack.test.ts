import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { StudioError } from '../core/errors.ts';
import { splits, type Dataset } from './dataset.ts';
import { createContentHasher, packFingerprint } from './fingerprint.ts';
import { decodePackVoices, loadPack, packDataset } from './pack.ts';
import { parsePackIndex, type WordPackIndex } from './pack-index.ts';

const packFile = (name: string) => readFile(new URL(`../../../public/pack/${name}`, import.meta.url));

let json: object;
let index: WordPackIndex;
let bytes: Uint8Array;
let pack: Dataset;

beforeAll(async () => {
  json = JSON.parse(await packFile('words.json').then(String)) as object;
  index = parsePackIndex(json) as WordPackIndex;
  bytes = new Uint8Array(await packFile('words.opus'));
  pack = await loadPack(index, bytes);
});

const loudest = (samples: Float32Array) => samples.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
const clipOf = (dataset: Dataset, i: number) => {
  const { offset, length } = dataset.utterances[i]!.audio;
  return dataset.pcm.subarray(offset, offset + length);
};

describe('the speech pack', () => {
  it('is at most 4 MB, holds 20 words by 60 voices or more in 2,400 clips or more', async () => {
    expect(bytes.length + (await packFile('words.json')).length).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(pack.classes).toHaveLength(20);
    expect(index.voices.length).toBeGreaterThanOrEqual(60);
    expect(pack.utterances.length).toBeGreaterThanOrEqual(2400);
    expect(new Set(pack.utterances.map((u) => u.id)).size).toBe(pack.utterances.length);
    expect(pack.classes).toEqual([...pack.classes].sort());
  });

  it('is what its fingerprint says', async () => {
    expect(packFingerprint(await createContentHasher(), json, bytes)).toBe(index.fingerprint);
  });

  it('has every voice once, so in one split', () => {
    expect(new Set(index.voices.map(({ id }) => id)).size).toBe(index.voices.length);
    const voicesIn = (split: string) => index.voices.filter((voice) => voice.split === split).length;
    expect(splits.map(voicesIn)).toEqual([80, 24, 24]);
  });

  it('decodes to sound in every clip, 0.2 to 1.2 s long, every word by every voice', () => {
    pack.utterances.forEach((utterance, i) => {
      const seconds = utterance.audio.length / utterance.audio.sampleRateHz;
      expect(seconds).toBeGreaterThanOrEqual(0.2);
      expect(seconds).toBeLessThanOrEqual(1.2);
      const peak = loudest(clipOf(pack, i));
      expect(peak).toBeGreaterThan(0.05);
      expect(peak).toBeLessThan(1.2);
    });
    const byVoice = new Map<string, number>();
    for (const u of pack.utterances)
      byVoice.set(`${u.speaker} ${u.label}`, (byVoice.get(`${u.speaker} ${u.label}`) ?? 0) + 1);
    expect(byVoice.size).toBe(index.voices.length * 20);
    expect(new Set(byVoice.values())).toEqual(new Set([index.takes]));
  });

  it('starts and ends every clip in the silence that was left around the word', () => {
    const quiet = pack.utterances.filter((_, i) => {
      const clip = clipOf(pack, i);
      const edge = Math.max(loudest(clip.subarray(0, 48)), loudest(clip.subarray(clip.length - 48)));
      return edge < 0.2 * loudest(clip);
    });
    expect(quiet.length / pack.utterances.length).toBeGreaterThan(0.99);
  });

  it('decodes one voice alone to the same samples, and leaves the others silent', async () => {
    const partly = packDataset(index);
    const progress: number[] = [];
    await decodePackVoices(index, bytes, [5], partly.pcm, { onVoice: ({ voice }) => progress.push(voice) });
    expect(progress).toEqual([5]);
    const perVoice = index.classes.length * index.takes;
    expect(clipOf(partly, 5 * perVoice + 7)).toEqual(clipOf(pack, 5 * perVoice + 7));
    expect(loudest(clipOf(partly, 4 * perVoice))).toBe(0);
    expect(loudest(clipOf(partly, 6 * perVoice))).toBe(0);
  });

  it('refuses a file that is cut short or damaged, and an index that is none', async () => {
    const outcome = (file: Uint8Array) =>
      loadPack(index, file).then(
        () => 'loaded',
        (thrown: unknown) => (thrown instanceof StudioError ? thrown.code : thrown),
      );
    expect(await outcome(bytes.subarray(1))).toBe('data/pack-unavailable');
    expect(await outcome(bytes.slice().fill(0, 10_000, 30_000))).toBe('data/pack-unavailable');
    expect(() => parsePackIndex({ ...index, voices: [{}] })).toThrow(StudioError);
    const [first, ...others] = index.voices;
    const short = { ...first!, lengths: first!.lengths.slice(1) };
    expect(() => parsePackIndex({ ...index, voices: [short, ...others] })).toThrow(StudioError);
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    const loading = loadPack(index, bytes, { signal: stop.signal, onVoice: () => stop.abort() });
    await expect(loading).rejects.toMatchObject({ code: 'train/stopped' });
  });
});
