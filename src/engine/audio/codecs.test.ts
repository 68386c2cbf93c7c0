import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeAudio, inspectAudio, openAudio } from './decode-audio.ts';
import { encodedDigest, pcmDigest } from './testing/flac-digest.ts';
import { readTestFile } from './testing/read-file.ts';
import { concat } from './testing/write-wav.ts';

const FRAMES = 12_000;
const RATE_HZ = 48_000;
/** Of the samples of a tone, away from its edges where codecs ring. */
const EDGE = 1_000;

/** The largest error a codec may make on a tone of half scale. */
const codecs = [
  { kind: 'flac', tolerance: 1.6e-5 },
  { kind: 'mp3', tolerance: 0.03 },
  { kind: 'ogg', tolerance: 0.05 },
  { kind: 'opus', tolerance: 0.05 },
];

const read = (name: string) => readTestFile(`tones/${name}`);

const tones = [
  { hz: 440, gain: 0.5 },
  { hz: 660, gain: 0.25 },
];

function worstError(samples: Float32Array, { hz, gain }: { hz: number; gain: number }): number {
  let worst = 0;
  for (let i = EDGE; i < FRAMES - EDGE; i++)
    worst = Math.max(worst, Math.abs(samples[i]! - gain * Math.sin((2 * Math.PI * hz * i) / RATE_HZ)));
  return worst;
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => {
  expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe.each(codecs)('$kind', ({ kind, tolerance }) => {
  it.each([1, 2])('decodes %i channels to the tones that went in, in place', async (count) => {
    const bytes = read(`${count === 1 ? 'mono' : 'stereo'}.${kind}`);
    const { sampleRateHz, channels } = await decodeAudio(bytes);
    expect(sampleRateHz).toBe(RATE_HZ);
    expect(channels.map(({ length }) => length)).toEqual(Array.from({ length: count }, () => FRAMES));
    channels.forEach((samples, c) => expect(worstError(samples, tones[c]!)).toBeLessThan(tolerance));
    expect(inspectAudio(bytes)).toMatchObject({ sampleRateHz, channels: count });
  });

  it('gives the same samples when several files are decoded at once', async () => {
    const bytes = read(`stereo.${kind}`);
    const [alone, ...together] = await Promise.all([1, 2, 3].map(() => decodeAudio(bytes)));
    for (const audio of together) expect(audio).toEqual(alone);
  });

  it('names a file that was cut', async () => {
    const bytes = read(`stereo.${kind}`);
    for (const part of [0.5, 0.2])
      await expect(decodeAudio(bytes.subarray(0, Math.floor(bytes.length * part)))).rejects.toMatchObject({
        code: expect.stringMatching(/^file\/(truncated|corrupt)$/),
      });
  });

  it('is not known by its name but by its content', async () => {
    const bytes = concat(new TextEncoder().encode('no such sound'), read(`mono.${kind}`));
    await expect(decodeAudio(bytes)).rejects.toMatchObject({ code: 'file/unknown-format' });
  });
});

it('gives the samples of a FLAC bit by bit', async () => {
  for (const name of ['mono.flac', 'stereo.flac']) {
    const bytes = read(name);
    expect(pcmDigest((await decodeAudio(bytes)).channels, 16)).toBe(encodedDigest(bytes));
  }
});

it('finds the MP3 behind a tag', async () => {
  const tag = concat(new TextEncoder().encode('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 1, 2), new Uint8Array(130));
  const bytes = read('mono.mp3');
  // ffmpeg has put a tag there, too: one may follow another.
  const { channels } = await decodeAudio(concat(tag, bytes));
  expect(channels).toEqual((await decodeAudio(bytes)).channels);
});

it('does not take AAC for MP3', async () => {
  const adts = concat(
    ...Array.from({ length: 8 }, () =>
      concat(Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 4, 0x1f, 0xfc), new Uint8Array(25)),
    ),
  );
  expect(openAudio(adts)).toMatchObject({ format: { id: 'aac' }, channels: 2, seconds: (8 * 1024) / 44_100 });
});

it('knows an empty file', async () => {
  await expect(decodeAudio(new Uint8Array(0))).rejects.toMatchObject({ code: 'file/empty' });
});
