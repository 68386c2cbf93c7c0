import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { splits, type Dataset, type Utterance } from './dataset.ts';
import { createContentHasher, packFingerprint } from './fingerprint.ts';
import { parsePackIndex, type PackIndex } from './pack-index.ts';
import { decodePackVoices, packDataset } from './pack.ts';

const packFile = (name: string) => readFile(new URL(`../../../public/pack/${name}`, import.meta.url));
/** Of all voices: enough to tell whether the times are right. */
const DECODED = [0, 40, 70, 95];

let json: object;
let index: PackIndex;
let bytes: Uint8Array;
let pack: Dataset;
let heard: readonly Utterance[];

beforeAll(async () => {
  json = JSON.parse(await packFile('digits.json').then(String)) as object;
  index = parsePackIndex(json);
  bytes = new Uint8Array(await packFile('digits.opus'));
  pack = packDataset(index);
  await decodePackVoices(index, bytes, DECODED, pack.pcm);
  const decoded = new Set(DECODED.map((voice) => index.voices[voice]!.id));
  heard = pack.utterances.filter(({ speaker }) => decoded.has(speaker!));
});

/** Samples that change sign, of all: many in the noise of an s, few in a vowel. */
function zeroCrossings(symbols: readonly string[]): number {
  let crossings = 0;
  let samples = 0;
  for (const { audio, segments } of heard)
    for (const { symbol, startSeconds, endSeconds } of segments!)
      if (symbols.includes(symbol)) {
        const from = audio.offset + Math.round(startSeconds * audio.sampleRateHz);
        const to = audio.offset + Math.round(endSeconds * audio.sampleRateHz);
        for (let i = from + 1; i < to; i++) if (pack.pcm[i - 1]! < 0 !== pack.pcm[i]! < 0) crossings++;
        samples += to - from;
      }
  return crossings / samples;
}

describe('the pack of connected digits', () => {
  it('is at most 4 MB, holds two to five digits an utterance by 40 voices or more, none in two splits', async () => {
    expect(bytes.length + (await packFile('digits.json')).length).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(packFingerprint(await createContentHasher(), json, bytes)).toBe(index.fingerprint);
    expect(new Set(index.voices.map(({ id }) => id)).size).toBe(index.voices.length);
    expect(splits.map((split) => index.voices.filter((voice) => voice.split === split).length)).toEqual([64, 16, 16]);
    const counts = new Set(pack.utterances.map(({ transcript }) => transcript!.split(' ').length));
    expect([...counts].sort()).toEqual([2, 3, 4, 5]);
    expect(new Set(pack.utterances.flatMap(({ transcript }) => transcript!.split(' '))).size).toBe(10);
    expect(pack.classes).toEqual([]);
  });

  it('tells of every utterance what is said when, from its first sample to its last', () => {
    for (const { audio, segments, words, transcript } of pack.utterances) {
      expect(words!.map(({ symbol }) => symbol).join(' ')).toBe(transcript);
      segments!.forEach((segment, i) => expect(segment.startSeconds).toBe(segments![i - 1]?.endSeconds ?? 0));
      expect(segments!.at(-1)!.endSeconds).toBeCloseTo(audio.length / audio.sampleRateHz, 2);
    }
  });

  it('has its phones where it says', () => {
    expect(zeroCrossings(['s'])).toBeGreaterThan(3 * zeroCrossings(['ɔː', 'uː', 'oː', 'oʊ']));
    expect(zeroCrossings(['s'])).toBeGreaterThan(3 * zeroCrossings(['n']));
  });
});
