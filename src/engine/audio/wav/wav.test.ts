import { describe, expect, it } from 'vitest';
import { decodeAudio, inspectAudio } from '../decode-audio.ts';
import { chunk, concat, writeWav, type WavRecipe } from '../testing/write-wav.ts';

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const ramp = [-32768, -1, 0, 1, 16384, 32767];
const simple: WavRecipe = { tag: PCM, bits: 16, sampleRateHz: 16_000, channels: [ramp] };
const expected = ramp.map((code) => code / 32_768);

async function decoded(recipe: WavRecipe): Promise<number[][]> {
  const { channels } = await decodeAudio(writeWav(recipe));
  return channels.map((samples) => [...samples]);
}

describe('WAV, whole files', () => {
  const depths = [
    { bits: 8, codes: [0, 64, 128, 192, 255], values: [-1, -0.5, 0, 0.5, 127 / 128] },
    { bits: 16, codes: [-32768, -16384, 0, 32767], values: [-1, -0.5, 0, 32767 / 32768] },
    { bits: 24, codes: [-(2 ** 23), -(2 ** 22), 0, 1, 2 ** 23 - 1], values: [-1, -0.5, 0, 2 ** -23, 1 - 2 ** -23] },
    { bits: 32, codes: [-(2 ** 31), -(2 ** 30), 0, 2 ** 30], values: [-1, -0.5, 0, 0.5] },
  ];
  for (const { bits, codes, values } of depths)
    for (const extensible of [false, true])
      for (const count of [1, 2, 3, 6])
        for (const sampleRateHz of [8_000, 11_025, 44_100, 192_000])
          it(`${bits} bits, ${count} channels, ${sampleRateHz} Hz${extensible ? ', extensible' : ''}`, async () => {
            // Each channel is the one before it, turned by a place: mixed up channels would show.
            const turn = (list: number[], by: number) => list.map((_, i) => list[(i + by) % list.length]!);
            const channels = Array.from({ length: count }, (_, c) => turn(codes, c));
            const bytes = writeWav({ tag: PCM, bits, sampleRateHz, extensible, channels });
            const audio = await decodeAudio(bytes);
            expect(audio.sampleRateHz).toBe(sampleRateHz);
            expect(audio.channels.map((samples) => [...samples])).toEqual(channels.map((_, c) => turn(values, c)));
            expect(inspectAudio(bytes)).toEqual({
              sampleRateHz,
              channels: count,
              seconds: codes.length / sampleRateHz,
            });
          });

  it.each([32, 64])('float of %i bits, also beyond full scale', async (bits) => {
    for (const extensible of [false, true])
      expect(await decoded({ ...simple, tag: FLOAT, bits, extensible, channels: [[-1.5, 0, 0.25, 1]] })).toEqual([
        [-1.5, 0, 0.25, 1],
      ]);
  });

  it('mu-law and A-law, at the values of the tables of ITU-T G.711', async () => {
    const mu = await decoded({ ...simple, tag: MU_LAW, bits: 8, channels: [[0xff, 0x7f, 0x80, 0x00, 0xf0, 0x8f]] });
    expect(mu[0]!.map((sample) => Math.abs(sample * 32_768))).toEqual([0, 0, 32_124, 32_124, 120, 16_764]);
    expect(mu[0]!.map(Math.sign).slice(2)).toEqual([1, -1, 1, 1]);
    const a = await decoded({ ...simple, tag: A_LAW, bits: 8, channels: [[0xd5, 0x55, 0xaa, 0x2a, 0x80]] });
    expect(a[0]!.map((sample) => sample * 32_768)).toEqual([8, -8, 32_256, -32_256, 5_504]);
  });

  it('skips chunks of odd length, before and after', async () => {
    const odd = chunk('LIST', new Uint8Array(7).fill(0x64));
    expect(await decoded({ ...simple, before: [odd, chunk('bext', new Uint8Array(602))], after: [odd] })).toEqual([
      expected,
    ]);
  });

  it('reads a file that lies inside a bigger memory, at an odd place', async () => {
    const memory = concat(new Uint8Array(3), writeWav(simple), new Uint8Array(9).fill(7));
    const { channels } = await decodeAudio(memory.subarray(3, memory.length - 9));
    expect([...channels[0]!]).toEqual(expected);
  });

  it('reads RF64 with its size in ds64', async () => {
    const sizes = new DataView(new ArrayBuffer(28));
    sizes.setBigUint64(8, BigInt(ramp.length * 2), true);
    const bytes = writeWav({ ...simple, dataSize: 0xffffffff, before: [chunk('ds64', new Uint8Array(sizes.buffer))] });
    bytes.set(new TextEncoder().encode('RF64'));
    const trailer = chunk('LIST', new Uint8Array(4));
    expect([...(await decodeAudio(concat(bytes, trailer))).channels[0]!]).toEqual(expected);
  });
});

describe('WAV, sizes that are not so', () => {
  it.each([0, 0xffffffff, 0x7ffff000])('streamed with the size %i: reads to the end', async (dataSize) => {
    expect(await decoded({ ...simple, dataSize })).toEqual([expected]);
  });

  it('drops the half of a frame at the end of a stream', async () => {
    const bytes = writeWav({ ...simple, channels: [ramp, ramp], dataSize: 0xffffffff });
    const { channels } = await decodeAudio(bytes.subarray(0, bytes.length - 3));
    expect(channels.map(({ length }) => length)).toEqual([ramp.length - 1, ramp.length - 1]);
  });

  it('takes chunks behind an empty data chunk for chunks', async () => {
    const after = [chunk('LIST', new Uint8Array(40))];
    await expect(decoded({ ...simple, channels: [[]], after })).rejects.toMatchObject({ code: 'file/empty' });
  });

  it('names a file that was cut', async () => {
    const bytes = writeWav({ ...simple, channels: [Array.from({ length: 100 }, () => 5)] });
    for (const length of [bytes.length - 1, bytes.length - 100, 43, 30, 13])
      await expect(decodeAudio(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'file/truncated' });
  });
});

describe('WAV, headers that lie', () => {
  it.each([
    ['no channel', { channelCount: 0 }, 'file/corrupt'],
    ['a frame narrower than its channels', { channelCount: 65_535, frameBytes: 2 }, 'file/corrupt'],
    ['more channels than bytes', { channelCount: 30_000 }, 'file/empty'],
    ['no rate', { sampleRateHz: 0 }, 'file/corrupt'],
    ['no bits', { bits: 0, channels: [[]] }, 'file/corrupt'],
    ['a coding that is not read', { tag: 0x55 }, 'file/unknown-codec'],
    ['a gigabyte', { dataSize: 2 ** 30 }, 'file/truncated'],
  ] satisfies [string, Partial<WavRecipe>, string][])('%s', async (_, lie, code) => {
    await expect(decoded({ ...simple, ...lie })).rejects.toMatchObject({ name: 'StudioError', code });
  });

  it.each([NaN, Infinity, -Infinity])('float samples of %f', async (value) => {
    const recipe = { ...simple, tag: FLOAT, bits: 32, channels: [[0, 0.5, value]] };
    await expect(decoded(recipe)).rejects.toMatchObject({ code: 'file/not-finite' });
  });
});
