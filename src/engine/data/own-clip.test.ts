import { describe, expect, it } from 'vitest';
import { chunk, concat, writeWav } from '../audio/testing/write-wav.ts';
import { readTestFile } from '../audio/testing/read-file.ts';
import { readOwnClip } from './own-clip.ts';
import { tone, wavBytes } from './testing/wav-bytes.ts';

const PCM = 1;

function stereo(left: Float32Array, right: Float32Array): Uint8Array {
  return new Uint8Array(wavBytes([left, right]));
}

/** A header that promises a length, without what it promises. */
function flacOf({ hours }: { readonly hours: number }): Uint8Array {
  const bytes = readTestFile('tones/mono.flac').slice();
  const samples = hours * 3600 * 48_000;
  const view = new DataView(bytes.buffer);
  view.setUint8(21, (view.getUint8(21) & 0xf0) | Math.floor(samples / 2 ** 32));
  view.setUint32(22, samples % 2 ** 32);
  return bytes;
}

describe('what is told of a clip', () => {
  const voice = tone(300, 0.2);

  it('is nothing where there is nothing to tell', async () => {
    const { notes, sampleRateHz } = await readOwnClip(stereo(voice, voice));
    expect({ notes, sampleRateHz }).toEqual({ notes: [], sampleRateHz: 16_000 });
  });

  it('is a channel that is silent', async () => {
    const { samples, notes } = await readOwnClip(stereo(voice, new Float32Array(voice.length)));
    expect(notes).toEqual([{ code: 'silent-channel', params: { silent: 1, channels: 2 } }]);
    samples.forEach((sample, i) => expect(sample).toBeCloseTo(voice[i]!, 3));
  });

  it('is a channel that is inverted and would have cancelled the other', async () => {
    const { samples, notes } = await readOwnClip(
      stereo(
        voice,
        voice.map((sample) => -sample),
      ),
    );
    expect(notes).toEqual([{ code: 'inverted-channel', params: { inverted: 1, channels: 2 } }]);
    samples.forEach((sample, i) => expect(sample).toBeCloseTo(voice[i]!, 3));
  });
});

describe('a file that cannot be a clip', () => {
  const ramp = Array.from({ length: 2_000 }, (_, i) => ((i * 37) % 2_000) - 1_000);
  const recipe = { tag: PCM, bits: 16, sampleRateHz: 8_000, channels: [ramp] };
  const wav = writeWav(recipe);

  it.each([
    ['of 40 channels', writeWav({ ...recipe, channels: Array.from({ length: 40 }, () => ramp) }), 'too-many-channels'],
    ['of 1 kHz', writeWav({ ...recipe, sampleRateHz: 1_000 }), 'rate-out-of-range'],
    ['of 3.999 kHz', writeWav({ ...recipe, sampleRateHz: 3_999 }), 'rate-out-of-range'],
    [
      'of 385 kHz',
      writeWav({ ...recipe, sampleRateHz: 385_000, channels: [new Array<number>(40_000).fill(9)] }),
      'rate-out-of-range',
    ],
    ['of two hours, by its header', flacOf({ hours: 2 }), 'too-long'],
    ['of a little over a minute, by its header', flacOf({ hours: 1 / 60 + 1e-5 }), 'too-long'],
    ['of two minutes that its header does not tell', readTestFile('tones/two-minutes.flac'), 'too-long'],
    ['that is empty', new Uint8Array(0), 'empty'],
    ['that was cut', wav.subarray(0, 2_000), 'truncated'],
    ['whose header claims a gigabyte', writeWav({ ...recipe, dataSize: 2 ** 30 }), 'truncated'],
    ['that is text', new TextEncoder().encode('not a sound, whatever its name ends with'), 'unknown-format'],
    ['that is a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), 'unknown-format'],
    ['that is a film without sound', concat(chunk('RIFF', new TextEncoder().encode('AVI LIST'))), 'unknown-format'],
    ['that is silent', writeWav({ ...recipe, channels: [new Array<number>(2_000).fill(0)] }), 'silent'],
    ['of silence in all channels', writeWav({ ...recipe, channels: [ramp.map(() => 7), ramp.map(() => 0)] }), 'silent'],
    [
      'with samples that are no numbers',
      new Uint8Array(wavBytes([tone(200, 0.1).fill(NaN, 9, 10)], { encoding: 'float32' })),
      'not-finite',
    ],
    ['that needs a browser', readTestFile('foreign/aac.m4a'), 'no-decoder'],
  ])('%s', async (_, bytes, reason) => {
    await expect(readOwnClip(bytes)).rejects.toMatchObject({ name: 'StudioError', code: `file/${reason}` });
  });

  it('is known by its content, whatever its name', async () => {
    // Read by one function: it is never told a name.
    for (const name of ['tones/stereo.flac', 'tones/stereo.mp3', 'tones/stereo.opus', 'foreign/vorbis.webm'])
      expect((await readOwnClip(readTestFile(name))).samples.length).toBeGreaterThan(9_000);
  });

  it.each([4_000, 384_000])('may have %i Hz', async (sampleRateHz) => {
    const samples = Array.from({ length: sampleRateHz / 10 }, (_, i) => (i % 100) * 100);
    expect(await readOwnClip(writeWav({ ...recipe, sampleRateHz, channels: [samples] }))).toMatchObject({
      sampleRateHz,
    });
  });
});
