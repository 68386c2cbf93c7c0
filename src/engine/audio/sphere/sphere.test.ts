import { describe, expect, it } from 'vitest';
import { decodeAudio, inspectAudio } from '../decode-audio.ts';
import { concat } from '../testing/write-wav.ts';

const SIZE = 1024;

/** A file of the given fields over 16-bit samples, in the way of TIMIT. */
function sphere(fields: Readonly<Record<string, string>>, data: Uint8Array, size = String(SIZE)): Uint8Array {
  const lines = Object.entries(fields).map(([name, value]) => `${name} ${value}\n`);
  const text = `NIST_1A\n${size.padStart(7)}\n${lines.join('')}end_head\n`;
  return concat(new TextEncoder().encode(text.padEnd(SIZE)), data);
}

const fields = {
  channel_count: '-i 1',
  sample_count: '-i 2',
  sample_rate: '-i 16000',
  sample_n_bytes: '-i 2',
  sample_byte_format: '-s2 01',
};
const data = Uint8Array.of(0, 0x40, 0, 0xc0);

async function samplesOf(bytes: Uint8Array): Promise<number[]> {
  return [...(await decodeAudio(bytes)).channels[0]!];
}

describe('SPHERE', () => {
  it('has its lowest byte first or last, as it says', async () => {
    expect(await samplesOf(sphere(fields, data))).toEqual([0.5, -0.5]);
    const big = { ...fields, sample_byte_format: '-s2 10' };
    expect(await samplesOf(sphere(big, Uint8Array.of(0x40, 0, 0xc0, 0)))).toEqual([0.5, -0.5]);
  });

  it('reads to the end where no count was written', async () => {
    const { sample_count: _, ...streamed } = fields;
    expect(await samplesOf(sphere(streamed, data))).toEqual([0.5, -0.5]);
    expect(await samplesOf(sphere({ ...fields, sample_count: '-i 0' }, data))).toEqual([0.5, -0.5]);
  });

  it('leaves what lies behind the samples that were counted', async () => {
    expect(inspectAudio(sphere({ ...fields, sample_count: '-i 1' }, data)).seconds).toBe(1 / 16_000);
  });

  it('is taken for PCM without a coding, and the case of it does not matter', async () => {
    expect(await samplesOf(sphere({ ...fields, sample_coding: '-s3 PCM' }, data))).toEqual([0.5, -0.5]);
  });

  it.each([
    ['shorten', { sample_coding: '-s26 pcm,embedded-shorten-v2.00' }, 'file/shorten'],
    ['another compression', { sample_coding: '-s27 pcm,embedded-wavpack-v3.00' }, 'file/unknown-codec'],
    ['a coding that is not read', { sample_coding: '-s5 adpcm' }, 'file/unknown-codec'],
    ['more samples than there are', { sample_count: '-i 3' }, 'file/truncated'],
    ['a count that is none', { sample_count: '-i many' }, 'file/corrupt'],
    ['a negative count', { channel_count: '-i -1' }, 'file/corrupt'],
    ['no channel', { channel_count: '-i 0' }, 'file/corrupt'],
    ['no rate', { sample_rate: '-i 0' }, 'file/corrupt'],
    ['nine bytes a sample', { sample_n_bytes: '-i 9' }, 'file/corrupt'],
    ['an order of bytes that is none', { sample_byte_format: '-s2 11' }, 'file/corrupt'],
  ])('names %s', async (_, change, code) => {
    await expect(decodeAudio(sphere({ ...fields, ...change }, data))).rejects.toMatchObject({ code });
  });

  it.each(['0', '12345678', 'x', '9999999'])('refuses a header of %s bytes', async (size) => {
    await expect(decodeAudio(sphere(fields, data, size))).rejects.toMatchObject({
      code: expect.stringMatching(/^file\/(corrupt|truncated)$/),
    });
  });
});
