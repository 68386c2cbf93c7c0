import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOwnClip } from '../data/own-clip.ts';
import { decodeAudio } from './decode-audio.ts';
import { encodedDigest, pcmDigest } from './testing/flac-digest.ts';
import { oddFiles, type OddFile } from './testing/odd-files.ts';
import { expectReference, referenceByPath } from './testing/reference.ts';

const root = process.env['STILLHOUSE_DATA'] ?? '';

function read(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, path)));
}

const odd = oddFiles(root);
const expecting = (expect: OddFile['expect']) => odd.filter((file) => file.expect === expect);
const isAac = ({ path }: OddFile) => /\.(aac|mp4)$/.test(path);
/** The last frame of the others is cut, so their digest is of more samples than there are. */
const wholeFlac = /^formats\/uberi\/.*\.flac$/;

// Registered only where the files are, so that none counts as skipped.
if (root !== '')
  describe('real files', () => {
    it('are there', () => expect(odd).toHaveLength(25));

    it.each(expecting('decode').filter((file) => !isAac(file)))('$path: the samples of ffmpeg', async ({ path }) => {
      expectReference(await decodeAudio(read(path)), path);
    });

    it.each(expecting('decode').filter(isAac))('$path: AAC needs a browser', async ({ path }) => {
      await expect(readOwnClip(read(path))).rejects.toMatchObject({ code: 'file/no-decoder' });
    });

    it.each(Object.keys(referenceByPath).filter((path) => path.startsWith('timit/')))(
      '$0: SPHERE of TIMIT, the samples of ffmpeg',
      async (path) => expectReference(await decodeAudio(read(path)), path),
    );

    it.each(expecting('reject'))('$path: refused', async ({ path }) => {
      await expect(readOwnClip(read(path))).rejects.toMatchObject({
        code: expect.stringMatching(/^file\/(empty|truncated|corrupt|unknown-format)$/),
      });
    });

    it.each(expecting('empty'))('$path: nothing in it', async ({ path }) => {
      await expect(readOwnClip(read(path))).rejects.toMatchObject({ code: 'file/empty' });
    });

    // A sample is missing somewhere; from there on the two bytes of each are torn apart, and what is left is noise.
    it.each(expecting('short'))('$path: shorter than its header says', async ({ path }) => {
      await expect(readOwnClip(read(path))).rejects.toMatchObject({ code: 'file/truncated' });
    });

    it.each(odd.filter(({ path }) => wholeFlac.test(path)))(
      '$path: the samples that were encoded',
      async ({ path }) => {
        const bytes = read(path);
        const { channels } = await decodeAudio(bytes);
        expect(pcmDigest(channels, /24-bit/.test(path) ? 24 : 16)).toBe(encodedDigest(bytes));
      },
    );
  });
else it('has no real files to read without STILLHOUSE_DATA', () => expect(odd).toEqual([]));
