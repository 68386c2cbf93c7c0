import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { StudioError } from '../core/errors.ts';
import { registerBrowserDecoder, type BrowserDecoder } from './browser-decoder.ts';
import { decodeAudio } from './decode-audio.ts';
import { foreignFiles, readTestFile } from './testing/read-file.ts';
import { concat, writeWav } from './testing/write-wav.ts';

const RUNS = 150;

const wavs = [1, 3, 7].map((tag) =>
  writeWav({
    tag,
    bits: tag === 1 ? 16 : tag === 3 ? 32 : 8,
    sampleRateHz: 8_000,
    extensible: tag === 3,
    channels: [[0, 0.5, -0.5, 1, 0.25, 0, -1, 1]],
  }),
);
const read = (names: readonly string[]) => names.map(readTestFile);
const compressed = read(['flac', 'mp3', 'ogg', 'opus'].map((kind) => `tones/mono.${kind}`));
const foreign = (pattern: RegExp) =>
  read(
    foreignFiles()
      .filter((name) => pattern.test(name))
      .map((name) => `foreign/${name}`),
  );
const marks = [
  'RIFF....WAVE',
  'FORM....AIFC',
  'NIST_1A\n   1024\n',
  'fLaC',
  'OggS',
  '\x1a\x45\xdf\xa3',
  '....ftyp',
  'ID3',
  '\xff\xfb',
  '\xff\xf1',
].map((mark) => Uint8Array.from(mark, (letter) => letter.charCodeAt(0)));
/** Stands for the browser's decoder: what it is given is all that we made of the bytes. */
const counting: BrowserDecoder = {
  async decode({ packets, sampleRateHz, channels }) {
    const samples = new Float32Array(packets.reduce((sum, packet) => sum + packet.length, 0));
    return { sampleRateHz, channels: Array.from({ length: channels }, () => samples) };
  },
};

beforeAll(() => registerBrowserDecoder(counting));
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => {
  expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

/** Either sound of a sane shape, or a StudioError about the file; anything else fails. */
async function endsWell(bytes: Uint8Array): Promise<void> {
  try {
    const { sampleRateHz, channels } = await decodeAudio(bytes);
    expect(sampleRateHz).toBeGreaterThan(0);
    const [first] = channels;
    expect(first!.length).toBeGreaterThan(0);
    for (const samples of channels) expect(samples.length).toBe(first!.length);
  } catch (thrown) {
    if (!(thrown instanceof StudioError)) throw thrown;
    expect(thrown.code).toMatch(/^file\//);
  }
}

interface Edit {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** Some bytes overwritten, early ones more often since headers stand there, and perhaps the end cut. */
function mutated(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.oneof(fc.nat(60), fc.nat(600), fc.nat(6_000)),
    bytes: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.constant(Uint8Array.of(255, 255, 255, 255))),
  });
  return fc
    .tuple(
      fc.constantFrom(...originals),
      fc.array(edit, { maxLength: 6 }),
      fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    )
    .map(([original, edits, kept]) => applied(original, edits).subarray(0, Math.ceil(original.length * kept)));
}

function applied(original: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const copy = original.slice();
  for (const { at, bytes } of edits)
    bytes.forEach((byte, i) => {
      copy[(at + i) % copy.length] = byte;
    });
  return copy;
}

it('ends well on any bytes', async () => {
  const anything = fc
    .tuple(fc.constantFrom(new Uint8Array(0), ...marks), fc.uint8Array({ maxLength: 300 }))
    .map((parts) => concat(...parts));
  await fc.assert(fc.asyncProperty(anything, endsWell), { numRuns: 4 * RUNS });
});

it('ends well on damaged WAV', async () => {
  await fc.assert(fc.asyncProperty(mutated(wavs), endsWell), { numRuns: 4 * RUNS });
});

it('ends well on damaged AIFF, SPHERE, Wave64 and WAV of others', async () => {
  await fc.assert(fc.asyncProperty(mutated(foreign(/\.(aiff|aifc|sph|w64|wav)$/)), endsWell), { numRuns: 6 * RUNS });
});

it('ends well on damaged WebM', async () => {
  await fc.assert(fc.asyncProperty(mutated(foreign(/\.(webm|mka)$/)), endsWell), { numRuns: RUNS });
});

it('ends well on damaged MP4 and AAC', async () => {
  await fc.assert(fc.asyncProperty(mutated(foreign(/\.(m4a|aac)$/)), endsWell), { numRuns: 4 * RUNS });
});

it('ends well on damaged FLAC, MP3, Vorbis and Opus', async () => {
  await fc.assert(fc.asyncProperty(mutated(compressed), endsWell), { numRuns: RUNS });
});
