import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerBrowserDecoder, type EncodedAudio } from '../browser-decoder.ts';
import { viewOf } from '../bytes.ts';
import { openAudio } from '../decode-audio.ts';
import { readTestFile } from '../testing/read-file.ts';

const ADTS_HEADER = 7;
let asked: EncodedAudio[] = [];

/** Stands for the browser's: keeps what it is asked, and gives as many samples, each its own number. */
const counting = {
  async decode(audio: EncodedAudio) {
    asked.push(audio);
    const samples = Float32Array.from({ length: audio.packets.length * 1024 }, (_, i) => i);
    return { sampleRateHz: audio.sampleRateHz, channels: Array.from({ length: audio.channels }, () => samples) };
  },
};
const none = {
  async decode(): Promise<never> {
    throw new Error('no browser');
  },
};

beforeEach(() => {
  asked = [];
  registerBrowserDecoder(counting);
});
afterEach(() => registerBrowserDecoder(none));

async function decoded(bytes: Uint8Array) {
  const audio = await openAudio(bytes).decode();
  return { audio, encoded: asked.at(-1)! };
}

describe('AAC', () => {
  it('is the same packets in MP4, in fragments and as a bare stream, which adds its headers', async () => {
    const { encoded: bare } = await decoded(readTestFile('foreign/aac.aac'));
    expect(bare).toMatchObject({ codec: 'mp4a.40.2', sampleRateHz: 48_000, channels: 2 });
    expect(bare.description).toBeUndefined();
    for (const name of ['aac.m4a', 'fragmented.m4a']) {
      const { encoded } = await decoded(readTestFile(`foreign/${name}`));
      expect(encoded).toMatchObject({ codec: 'mp4a.40.2', sampleRateHz: 48_000, channels: 2 });
      expect(encoded.packets).toEqual(bare.packets.map((packet) => packet.subarray(ADTS_HEADER)));
      // Object type 2, rate index 3, 2 channels.
      expect([...encoded.description!.subarray(0, 2)]).toEqual([0x11, 0x90]);
    }
  });

  it('begins and ends where the edit list says', async () => {
    // The encoder begins with 1,024 samples that are not sound, and fills its last packet.
    const { audio } = await decoded(readTestFile('foreign/aac.m4a'));
    expect(audio.channels[0]![0]).toBe(1024);
    expect(audio.channels[0]!.length).toBe(9_600);
  });

  it('begins with the first sample where the decoder gave none for the first packet', async () => {
    registerBrowserDecoder({
      decode: (audio) => counting.decode({ ...audio, packets: audio.packets.slice(1) }),
    });
    const { audio } = await decoded(readTestFile('foreign/aac.m4a'));
    expect(audio.channels[0]![0]).toBe(0);
    expect(audio.channels[0]!.length).toBe(9_600);
  });

  it('with a frame that is damaged in the middle is not taken for a shorter one', () => {
    const bytes = readTestFile('foreign/aac.aac').slice();
    let at = 0;
    for (let frame = 0; frame < 5; frame++)
      at += ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
    bytes.fill(0, at, at + ADTS_HEADER);
    expect(() => openAudio(bytes)).toThrow(expect.objectContaining({ code: 'file/corrupt' }));
  });
});

describe('MP4 that lies', () => {
  const bytes = readTestFile('foreign/aac.m4a');
  const at = (mark: string) => new TextDecoder('latin1').decode(bytes).indexOf(mark);
  const changed = (mark: string, offset: number, value: number) => {
    const copy = bytes.slice();
    viewOf(copy).setUint32(at(mark) + offset, value);
    return copy;
  };

  it.each([
    ['another codec', changed('mp4a', 0, 0x616c6163), 'file/unknown-codec'],
    ['a film without sound', changed('soun', 0, 0x76696465), 'file/unknown-codec'],
    ['a chunk beyond the end', changed('stco', 12, 0x7fffffff), 'file/truncated'],
    ['a packet beyond the end', changed('stsz', 16, 0x7fffffff), 'file/truncated'],
    ['more packets than sizes', changed('stsz', 12, 4_000_000_000), 'file/truncated'],
    ['four thousand million packets of a byte', sameByte(), 'file/truncated'],
    ['boxes smaller than their header', changed('trak', -4, 3), 'file/corrupt'],
    ['a box larger than its parent', changed('mdia', -4, 0x00ffffff), 'file/truncated'],
    ['no time scale', changed('mdhd', 16, 0), 'file/corrupt'],
  ])('%s', (_, lie, code) => {
    expect(() => openAudio(lie)).toThrow(expect.objectContaining({ code }));
  });

  function sameByte(): Uint8Array {
    const copy = changed('stsz', 8, 1);
    viewOf(copy).setUint32(at('stsz') + 12, 4_000_000_000);
    return copy;
  }
});
