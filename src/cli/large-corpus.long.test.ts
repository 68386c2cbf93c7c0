import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Rng } from '../engine/core/rng.ts';
import { wavBytes } from '../engine/data/testing/wav-bytes.ts';
import type { Report } from '../engine/experiment/report.ts';
import { timeless } from './testing/timeless.ts';

const RATE_HZ = 16_000;
const SPEAKERS = 30;
const EACH = 15;
const SECONDS = 10;
/** As 16-bit integers, 144 MB: more than lies in memory as floats. */
const HOURS = (SPEAKERS * EACH * SECONDS) / 3600;
const LETTER_SECONDS = 0.25;
const HZ: Readonly<Record<string, number>> = { A: 300, B: 900, C: 2000, ' ': 0 };
const VERSIONS = 12;

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-'));
  for (let speaker = 1; speaker <= SPEAKERS; speaker++) await putSpeaker(speaker);
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

/** A chapter in LibriSpeech's layout, by one voice: a tone a letter. */
async function putSpeaker(speaker: number): Promise<void> {
  const set = speaker <= 24 ? 'train-clean-100' : speaker <= 27 ? 'dev-clean' : 'test-clean';
  const chapter = join(folder, 'LibriSpeech', set, `${speaker}`, '1');
  await mkdir(chapter, { recursive: true });
  const rng = new Rng(`large-corpus/${speaker}`);
  const voice = rng.uniform(0.9, 1.1);
  const lines: string[] = [];
  for (let i = 0; i < EACH; i++) {
    const id = `${speaker}-1-${String(i).padStart(4, '0')}`;
    const letters = Array.from({ length: SECONDS / LETTER_SECONDS }, () => 'ABC '[rng.int(4)]!);
    lines.push(`${id} ${letters.join('').trim().replace(/ +/g, ' ')}`);
    const samples = Float32Array.from({ length: RATE_HZ * SECONDS }, (_, n) => {
      const hz = HZ[letters[Math.floor(n / RATE_HZ / LETTER_SECONDS)]!]! * voice;
      return 0.3 * Math.sin((2 * Math.PI * hz * n) / RATE_HZ) + 0.01 * rng.normal();
    });
    // Known by its content, whatever it is called.
    await writeFile(join(chapter, `${id}.flac`), new Uint8Array(wavBytes([samples])));
  }
  await writeFile(join(chapter, `${speaker}-1.trans.txt`), `${lines.join('\n')}\n`);
}

async function config(): Promise<string> {
  const net = { channels: 4, width: 16, depth: 1, dropout: 0 };
  const optimiser = { batchSize: 16, steps: 30, learningRate: 0.01, warmupSteps: 3 };
  const experiment = {
    preset: 'sentences',
    data: { labelShare: 50, noise: { versions: VERSIONS }, augment: { timeMasks: 2, timeMaskMs: 200 } },
    frontEnd: { normalise: 'utterance' },
    trainings: ['teacher', 'alone', 'distilled'].map((id) => ({ id, model: net, optimiser })),
  };
  const path = join(folder, 'config.json');
  await writeFile(path, JSON.stringify(experiment));
  return path;
}

/** The command in a process of its own, and the most memory that it had (of Linux alone; else NaN). */
async function distill(
  ...options: readonly string[]
): Promise<{ readonly report: Report; readonly megabytes: number }> {
  const out = join(folder, 'report.json');
  const args = ['--import', 'tsx', join(root, 'src/cli/main.ts')];
  const given = ['--data', join(folder, 'LibriSpeech'), '--config', await config(), '--out', out];
  const child = spawn(process.execPath, [...args, ...given, ...options], { cwd: root, stdio: 'ignore' });
  let megabytes = NaN;
  const watch = setInterval(() => {
    void readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => (megabytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1000 || megabytes),
      () => undefined,
    );
  }, 200);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  expect(code).toBe(0);
  return { report: JSON.parse(await readFile(out, 'utf8')) as Report, megabytes };
}

test(
  'more than memory is given trains in portions, within it, to the same report',
  { timeout: 1_500_000 },
  async () => {
    const held = await distill();
    const portions = await distill('--memory', '450');
    process.stdout.write(
      `${HOURS} hours in ${VERSIONS} versions: ${held.megabytes.toFixed(0)} MB held, ` +
        `${portions.megabytes.toFixed(0)} MB in portions\n`,
    );
    expect(held.report.features).toBeUndefined();
    const { features, ...report } = portions.report;
    expect(features).toBe('portions');
    expect(timeless(report)).toEqual(timeless(held.report));
    const losses = report.curves.filter(({ model, metric }) => model === 'teacher' && metric === 'loss');
    expect(losses.at(-1)!.value).toBeLessThan(0.8 * losses[0]!.value);
    // All versions take 690 MB, with the teacher's answers 733; portions at most 268.
    if (!Number.isNaN(held.megabytes)) expect(portions.megabytes).toBeLessThan(held.megabytes - 300);
  },
);
