import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { decodeAudio } from '../src/engine/audio/decode-audio.ts';
import { mixToMono } from '../src/engine/audio/mix.ts';
import { oddFiles } from '../src/engine/audio/testing/odd-files.ts';
import references from '../src/engine/audio/testing/goldens/audio.json' with { type: 'json' };
import { samplesDigest, watchImports, type ImportedClip } from './support/imported.ts';
import { writeFolder } from './support/speech.ts';
import { expect, test } from './support/test.ts';

const real = process.env['STILLHOUSE_DATA'] ?? '';
const foreign = new URL('../src/engine/audio/testing/foreign/', import.meta.url);
/** Decoded by the browser: here ffmpeg's decoder too, of another version. */
const isAac = /\.(aac|m4a|mp4)$/;
const AAC_TOLERANCE = 1e-4;

interface AacReference {
  readonly sampleRateHz: number;
  readonly frames: number;
  readonly at: readonly number[];
  readonly points: readonly (readonly number[])[];
}

/** What ffmpeg decodes to: the mean of its channels. */
function expectFfmpeg({ id, sampleRateHz, samples }: ImportedClip, path: string): void {
  const reference = (references as unknown as Readonly<Record<string, AacReference>>)[path]!;
  expect(sampleRateHz, id).toBe(reference.sampleRateHz);
  // ffmpeg 5 keeps what the edit list cuts off the last packet.
  expect(reference.frames - samples.length, id).toBeGreaterThanOrEqual(0);
  expect(reference.frames - samples.length, id).toBeLessThan(1024);
  const heard = reference.at.filter((place) => place < samples.length);
  const distances = heard.map((place, n) => {
    const mean = reference.points.reduce((sum, channel) => sum + channel[n]!, 0) / reference.points.length;
    return Math.abs(samples[place]! - mean);
  });
  expect(Math.max(...distances), id).toBeLessThan(AAC_TOLERANCE);
}

/** What Node decodes, to the bit. */
async function expectNode({ id, sampleRateHz, samples }: ImportedClip, bytes: Uint8Array): Promise<void> {
  const audio = await decodeAudio(bytes);
  expect({ id, sampleRateHz, digest: samplesDigest(samples) }).toEqual({
    id,
    sampleRateHz: audio.sampleRateHz,
    digest: samplesDigest(mixToMono(audio.channels).samples),
  });
}

/** A second of a tone, or what a busy machine takes of it, as a page records its microphone. */
async function recorded(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(async () => {
    const context = new AudioContext();
    const to = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 440 });
    tone.connect(to);
    tone.start();
    const recorder = new MediaRecorder(to.stream, { mimeType: 'audio/webm;codecs=opus' });
    const blobs: Blob[] = [];
    recorder.ondataavailable = ({ data }) => blobs.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start(100);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    recorder.stop();
    await ended;
    await context.close();
    return [...new Uint8Array(await new Blob(blobs).arrayBuffer())];
  });
  return Uint8Array.from(bytes);
}

test('what browsers record, and AAC by the browser itself', async ({ studio, page }, info) => {
  const names = ['opus.webm', 'live.webm', 'vorbis.webm', 'vorbis.mka', 'aac.aac', 'aac.m4a', 'fragmented.m4a'];
  const imports = await watchImports(page);
  await studio.open();
  const files: Record<string, Uint8Array> = { 'recorded/tone.webm': await recorded(page) };
  for (const name of names) files[`written/${name}`] = new Uint8Array(await readFile(new URL(name, foreign)));
  const folder = info.outputPath('formats');
  await writeFolder(folder, files);
  await studio.drop(folder);
  const staged = studio.region('New data');
  await expect(staged).toContainText('8 clips');
  await staged.getByText('3 files were decoded by this browser').click();
  await expect(staged.getByRole('listitem').filter({ hasText: /aac\.m4a$/ })).toBeVisible();

  const { clips, skipped } = (await imports.last())!;
  expect(skipped).toEqual([]);
  for (const clip of clips) {
    const path = clip.id.replace('formats/', '');
    if (isAac.test(path)) expectFfmpeg(clip, path.replace('written', 'foreign'));
    else await expectNode(clip, files[path]!);
  }
  const tone = clips.find(({ id }) => id.endsWith('tone.webm'))!;
  expect(tone.samples.length / tone.sampleRateHz).toBeGreaterThan(0.1);
  expect(tone.samples.reduce((most, sample) => Math.max(most, sample), 0)).toBeGreaterThan(0.5);
});

test.describe('real files', () => {
  test.skip(real === '', 'STILLHOUSE_DATA names no folder');
  test('odd and broken ones end as they should, by one drop', async ({ studio, page }) => {
    const imports = await watchImports(page);
    await studio.open();
    await studio.drop(join(real, 'formats'));
    await expect(studio.region('New data')).toContainText('clips', { timeout: 60_000 });

    const { clips, skipped } = (await imports.last())!;
    const reasons = {
      reject: /^file\/(empty|truncated|corrupt|unknown-format|duplicate)$/,
      empty: /^file\/empty$/,
      short: /^file\/truncated$/,
    };
    const files = oddFiles(real);
    expect(clips.length + skipped.length).toBe(files.length);
    for (const { path, expect: ending } of files) {
      const clip = clips.find(({ id }) => id === path);
      if (ending === 'decode') {
        expect(clip, path).toBeDefined();
        if (isAac.test(path)) expectFfmpeg(clip!, path);
        else await expectNode(clip!, new Uint8Array(await readFile(join(real, path))));
      } else expect(skipped.find(({ file }) => file === path)?.reason, path).toMatch(reasons[ending]);
    }
  });
});
