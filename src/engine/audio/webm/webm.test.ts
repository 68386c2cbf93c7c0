import { describe, expect, it } from 'vitest';
import { decodeAudio, openAudio } from '../decode-audio.ts';
import { readTestFile } from '../testing/read-file.ts';
import { concat } from '../testing/write-wav.ts';
import { readWebmTrack } from './track.ts';

const UNKNOWN = 0xff;

/** An element of less than 127 bytes, or of unknown size. */
function element(id: number, content: Uint8Array, size = 0x80 | content.length): Uint8Array {
  const idBytes = [id >>> 24, id >>> 16, id >>> 8, id].map((byte) => byte & 0xff);
  while (idBytes[0] === 0) idBytes.shift();
  return concat(Uint8Array.of(...idBytes, size), content);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const head = element(0x1a45dfa3, element(0x4282, bytesOf('webm')));
const opusHead = concat(bytesOf('OpusHead'), Uint8Array.of(1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0));
const trackOf = (codec: string, more: Uint8Array[] = [], number = 1, type = 2) =>
  element(
    0xae,
    concat(
      element(0xd7, Uint8Array.of(number)),
      element(0x83, Uint8Array.of(type)),
      element(0x86, bytesOf(codec)),
      element(0x63a2, opusHead),
      ...more,
    ),
  );

/** Segment and cluster of unknown size, as recorders write them. */
function webm(tracks: readonly Uint8Array[], blocks: readonly Uint8Array[]): Uint8Array {
  const cluster = element(0x1f43b675, concat(element(0xe7, Uint8Array.of(0)), ...blocks), UNKNOWN);
  return concat(head, element(0x18538067, concat(element(0x1654ae6b, concat(...tracks)), cluster), UNKNOWN));
}

const block = (flags: number, content: readonly number[], track = 1) =>
  element(0xa3, Uint8Array.of(0x80 | track, 0, 0, flags, ...content));
const opus = trackOf('A_OPUS');

describe('the packets of a track', () => {
  const packetsOf = (...blocks: Uint8Array[]) =>
    readWebmTrack(webm([opus], blocks)).packets.map((packet) => [...packet]);

  it('lie one in a block, or several by each kind of lacing', () => {
    expect(packetsOf(block(0, [1, 2]), block(0, [3]))).toEqual([[1, 2], [3]]);
    expect(packetsOf(block(0x04, [1, 1, 2, 3, 4]))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(packetsOf(block(0x02, [2, 1, 2, 9, 8, 7, 6]))).toEqual([[9], [8, 7], [6]]);
    // The second size is the first and the difference, here -1: 0x3F less than it, biased.
    expect(packetsOf(block(0x06, [2, 0x82, 0xbe, 1, 2, 3, 4]))).toEqual([[1, 2], [3], [4]]);
  });

  it('are those of the first track of sound', () => {
    const tracks = [trackOf('V_VP8', [], 1, 1), trackOf('A_OPUS', [], 2), trackOf('A_VORBIS', [], 3)];
    const blocks = [block(0, [1], 1), block(0, [2], 2), block(0, [3], 3)];
    expect(readWebmTrack(webm(tracks, blocks)).packets).toEqual([Uint8Array.of(2)]);
  });

  it('may be missing: a packet without bytes was lost', () => {
    expect(packetsOf(block(0, []), block(0, [1]))).toEqual([[1]]);
  });

  it.each([
    ['a lace longer than its block', block(0x02, [1, 200, 1])],
    ['laces that do not divide', block(0x04, [1, 1, 2, 3])],
    ['a size below nothing', block(0x06, [2, 0x81, 0x80, 1, 2])],
    ['a block without flags', element(0xa3, Uint8Array.of(0x81, 0, 0))],
  ])('are not made of %s', (_, broken) => {
    expect(() => packetsOf(broken)).toThrow(expect.objectContaining({ code: 'file/corrupt' }));
  });
});

it.each([
  ['another codec', webm([trackOf('A_AAC')], [block(0, [1])]), 'file/unknown-codec'],
  ['packed tracks', webm([trackOf('A_OPUS', [element(0x6d80, Uint8Array.of(1))])], []), 'file/unknown-codec'],
  ['a film without sound', webm([trackOf('V_VP8', [], 1, 1)], [block(0, [1])]), 'file/unknown-codec'],
  ['no packet', webm([opus], []), 'file/empty'],
  ['a size beyond the end', concat(head, element(0x18538067, new Uint8Array(3), 0x90)), 'file/truncated'],
  ['bytes that are no element', concat(head, new Uint8Array(8)), 'file/corrupt'],
])('names %s', async (_, bytes, code) => {
  await expect((async () => openAudio(bytes).decode())()).rejects.toMatchObject({ code });
});

it('tells how long Opus is by its packets, not by what the header says', async () => {
  const bytes = readTestFile('foreign/opus.webm');
  expect(openAudio(bytes).seconds).toBe(0.2);
  expect((await decodeAudio(bytes)).channels[0]).toHaveLength(9_600);
});

it('stops at the limit', async () => {
  for (const name of ['opus.webm', 'vorbis.webm'])
    await expect(openAudio(readTestFile(`foreign/${name}`)).decode(0.1)).rejects.toMatchObject({
      code: 'file/too-long',
    });
});
