import { describe, expect, it } from 'vitest';
import { decodeAudio, openAudio } from './decode-audio.ts';
import { foreignFiles, readTestFile } from './testing/read-file.ts';
import { expectReference, referenceByPath } from './testing/reference.ts';

const needsBrowser = /\.(m4a|aac)$/;
const neverSaidItsLength = /^streamed/;

describe('files that sox and ffmpeg wrote', () => {
  it('all have a reference', () => {
    const known = Object.keys(referenceByPath).filter((path) => path.startsWith('foreign/'));
    expect(foreignFiles().map((name) => `foreign/${name}`)).toEqual(known);
  });

  it.each(foreignFiles().filter((name) => !needsBrowser.test(name)))('%s: the samples of ffmpeg', async (name) => {
    expectReference(await decodeAudio(readTestFile(`foreign/${name}`)), `foreign/${name}`);
  });

  it.each(foreignFiles().filter((name) => needsBrowser.test(name)))('%s: known, but not decoded here', async (name) => {
    const { sampleRateHz, channels, seconds, format, decode } = openAudio(readTestFile(`foreign/${name}`));
    expect({ sampleRateHz, channels, decoder: format.decoder }).toEqual({
      sampleRateHz: 48_000,
      channels: 2,
      decoder: 'browser',
    });
    expect(seconds).toBeCloseTo(0.235, 2);
    await expect(decode()).rejects.toMatchObject({ code: 'file/no-decoder', params: { codec: 'mp4a.40.2' } });
  });

  it.each(foreignFiles())('%s: is said to be cut where it is', async (name) => {
    const bytes = readTestFile(`foreign/${name}`);
    // What never said how long it would be may end anywhere behind its header.
    const whole = neverSaidItsLength.test(name) ? [] : [bytes.length - 1, Math.floor(bytes.length / 2)];
    for (const length of whole)
      await expect(decodeCut(bytes, length)).rejects.toMatchObject({ code: 'file/truncated' });
    await expect(decodeCut(bytes, 30)).rejects.toMatchObject({
      code: expect.stringMatching(/^file\/(truncated|corrupt|unknown-format)$/),
    });
  });
});

async function decodeCut(bytes: Uint8Array, length: number): Promise<void> {
  await openAudio(bytes.subarray(0, length)).decode();
}
