import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from './decode-audio.ts';
import { encodedDigest, pcmDigest } from './testing/flac-digest.ts';

const root = process.env['STILLHOUSE_DATA'] ?? '';

function read(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, path)));
}

/** The rows of the manifest as records by column name. */
function rowsOf(manifest: string): Record<string, string>[] {
  const [header = '', ...lines] = manifest.trimEnd().split('\n');
  const names = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
}

const odd =
  root === ''
    ? []
    : rowsOf(readFileSync(join(root, 'MANIFEST.tsv'), 'utf8')).filter((row) => row['path']?.startsWith('formats/'));
const ours = /^(wav|flac|mp3|ogg)$/;
/** The last frame of the others is cut, so their digest is of more samples than there are. */
const wholeFlac = /^formats\/uberi\/.*\.flac$/;
const isOurs = (row: Record<string, string>) => ours.test(row['container'] ?? '');

// Registered only where the files are, so that none counts as skipped.
if (root !== '')
  describe('real files', () => {
    it.each(odd.filter((row) => isOurs(row) && row['expect'] === 'decode'))('decodes $path', async (row) => {
      const { sampleRateHz, channels } = await decodeAudio(read(row['path']!));
      expect(channels.length).toBe(Number(row['channels']));
      // Without the delay of the encoder a lossy file is up to two frames shorter than its container says.
      const slackSeconds = row['container'] === 'mp3' ? 0.06 : 0.001;
      expect(Math.abs(channels[0]!.length / sampleRateHz - Number(row['duration_s']))).toBeLessThan(slackSeconds);
    });

    it.each(odd.filter((row) => row['expect'] === 'reject'))('refuses $path', async (row) => {
      await expect(decodeAudio(read(row['path']!))).rejects.toMatchObject({
        code: expect.stringMatching(/^file\/(empty|truncated|corrupt|unknown-format)$/),
      });
    });

    it.each(odd.filter((row) => row['expect'] === 'empty'))('finds nothing in $path', async (row) => {
      await expect(decodeAudio(read(row['path']!))).rejects.toMatchObject({ code: 'file/empty' });
    });

    it.each(odd.filter((row) => !isOurs(row) && row['expect'] !== 'reject'))('does not know $path', async (row) => {
      await expect(decodeAudio(read(row['path']!))).rejects.toMatchObject({ code: 'file/unknown-format' });
    });

    it.each(odd.filter((row) => wholeFlac.test(row['path'] ?? '')))(
      'gives the samples that were encoded: $path',
      async (row) => {
        const bytes = read(row['path']!);
        const { channels } = await decodeAudio(bytes);
        expect(pcmDigest(channels, Number(row['bits']))).toBe(encodedDigest(bytes));
      },
    );
  });
else it('has no real files to read without STILLHOUSE_DATA', () => expect(odd).toEqual([]));
