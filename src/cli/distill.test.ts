import { spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presets } from '../engine/config/presets/catalog.ts';
import { distill } from './distill.ts';
import type { Listing } from './list.ts';
import { phoneExperiment, tinyPhones } from './testing/tiny-phones.ts';
import { sentenceExperiment, tinySentences } from './testing/tiny-sentences.ts';
import { Rng } from '../engine/core/rng.ts';
import { tone, wavBytes } from '../engine/data/testing/wav-bytes.ts';
import type { Report } from '../engine/experiment/report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a person runs it, in a process of its own. */
function started(...options: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
    const child = spawn(process.execPath, [tsx, join(root, 'src/cli/main.ts'), ...options], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The same in this process, which spares the start of another: names of what lies in the folder are found there. */
async function called(...options: readonly string[]): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  const write = (add: (text: string) => void) => ({ write: (text: string | Uint8Array) => (add(String(text)), true) });
  const places = options.map((one, i) => (ofPaths.test(options[i - 1] ?? '') ? join(folder, one) : one));
  const code = await distill(places, {
    stdout: write((text) => (stdout += text)),
    stderr: write((text) => (stderr += text)),
  });
  return { code, stdout, stderr };
}
const ofPaths = /^--(data|unlabelled|config|out|checkpoint)$/;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-'));
  await mkdir(join(folder, 'pictures'));
  await writeFile(join(folder, 'pictures/cat.png'), 'not a sound');
  await writeFile(join(folder, 'odd.json'), '{"preset": "few-labels", "nonsense": 1}');
  await writeFile(join(folder, 'broken.json'), '{');
  for (const [i, word] of ['yes', 'no'].entries()) {
    await mkdir(join(folder, 'spoken', word), { recursive: true });
    for (let take = 0; take < 5; take++)
      await writeFile(
        join(folder, 'spoken', word, `${take}.wav`),
        new Uint8Array(wavBytes([tone(300 + 90 * i + take, 0.2)])),
      );
  }
  await mkdir(join(folder, 'nothing'));
  await writeFile(join(folder, 'hush.wav'), new Uint8Array(wavBytes([new Float32Array(8000)])));
  await writeFile(join(folder, 'hears.json'), `{"data": {"unlabelled": "${'ab'.repeat(16)}"}}`);
  await mkdir(join(folder, 'sentences/a/1'), { recursive: true });
  await writeFile(join(folder, 'sentences/a/1/a-1-0.wav'), new Uint8Array(wavBytes([tone(300, 0.1)])));
  await writeFile(join(folder, 'sentences/a/1/a-1.trans.txt'), 'a-1-0 HELLO');
});
afterAll(() => rm(folder, { recursive: true }));

test('--help explains the options and ends well', async () => {
  const { code, stdout } = await started('--help');
  expect(code).toBe(0);
  for (const option of [
    'task',
    'symbols',
    'decoder',
    'beam-width',
    'lm-order',
    'lm-weight',
    'lm-bonus',
    'checkpoint',
    'preset',
    'config',
    'data',
    'seed',
    'seeds',
    'max-steps',
    'backend',
    'threads',
    'out',
  ])
    expect(stdout).toContain(`--${option} <`);
  for (const { id } of presets.all) expect(stdout.replace(/\s+/g, ' ')).toContain(id);
});

test('what a person can mend ends with exit code 2', async () => {
  const { code, stdout, stderr } = await started('--data', 'nowhere');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/no folder or archive nowhere/);
});

test.each<[string, readonly string[], RegExp]>([
  ['an unknown option', ['--teacher', 'x'], /unknown option '--teacher'/],
  ['a preset that is not there', ['--preset', 'nope'], /no preset “nope”.*few-labels, dnn-to-dnn/],
  ['a word too many', ['extra'], /^Unknown argument "extra"\. Try --help\.$/],
  ['a folder that is not there', ['--data', 'nowhere'], /no folder or archive .*nowhere/],
  ['a folder of pictures', ['--data', 'pictures'], /No audio was found/],
  ['a sentence alone', ['--data', 'sentences'], /too few sentences. 1 of them/],
  ['sentences as words', ['--data', 'sentences', '--task', 'words'], /Words cannot be learnt.* 1 sentence/],
  ['nets of words', ['--data', 'sentences', '--preset', 'few-labels', '--task', 'ctc'], /dnn cannot learn this task/],
  ['phones that nobody tells', ['--data', 'sentences', '--symbols', 'phones'], /None of its 1 clips/],
  ['a layout that is not there', ['--data', 'sentences', '--layout', 'nope'], /layout.*folder-per-class/],
  ['a model of nothing', ['--lm-order', '3'], /need --decoder beam/],
  ['a beam too wide', ['--decoder', 'beam', '--beam-width', '129'], /whole number from 1 to 128/],
  ['a list of nothing', ['--list'], /need --data/],
  ['a pattern without a label', ['--data', 'sentences', '--pattern', '{speaker}'], /--pattern needs \{label\}/],
  [
    'a list beside nothing',
    ['--data', 'spoken', '--list', '--unlabelled', 'nothing'],
    /--unlabelled: there is no sound/,
  ],
  ['unlabelled audio that is not there', ['--unlabelled', 'nowhere'], /no folder or archive .*nowhere/],
  ['unlabelled audio of nothing', ['--unlabelled', 'nothing'], /--unlabelled: there is no sound in .*nothing/],
  ['unlabelled audio of pictures', ['--unlabelled', 'pictures'], /--unlabelled: there is no sound in .*pictures/],
  ['unlabelled silence', ['--unlabelled', 'hush.wav'], /--unlabelled: none of .*hush.wav can be used.*silen/i],
  ['unlabelled audio that is only named', ['--config', 'hears.json'], /name it by --unlabelled \(abab/],
  ['an unknown key', ['--config', 'odd.json'], /has a field .nonsense/],
  [
    'a report that nothing can be written to',
    ['--out', 'nowhere/report.json'],
    /nowhere.report\.json cannot be written/,
  ],
  ['a report that would be a folder', ['--out', 'pictures'], /pictures cannot be written/],
  ['a report in place of the run', ['--out', 'a.json', '--checkpoint', './a.json'], /need a file each/],
  ['a beam for words', ['--data', 'spoken', '--decoder', 'beam'], /needs sentences; this is the task words/],
  ['a file that is not JSON', ['--config', 'broken.json'], /not JSON/],
])('%s: exit 2 and one clear line', async (_, options, line) => {
  const { code, stdout, stderr } = await called(...options);
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(line)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('--list tells what a folder holds, as JSON and nothing else', async () => {
  const { code, stdout, stderr } = await called('--data', 'sentences', '--list');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    layout: 'librispeech',
    evidence: expect.stringMatching(/speakers: 1/),
    clips: 1,
    speakers: 1,
    classes: [],
    transcripts: 1,
    phones: 0,
    minutes: 0,
    splits: null,
    skipped: [],
  });
});

test('--list with --unlabelled counts and predicts both', { timeout: 60_000 }, async () => {
  const options = ['--data', 'spoken', '--preset', 'few-labels', '--max-steps', '2', '--list'];
  const without = JSON.parse((await called(...options)).stdout) as Listing;
  const { code, stdout, stderr } = await called(...options, '--unlabelled', 'sentences');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const beside = JSON.parse(stdout) as Listing;
  expect(without.unlabelled).toBeNull();
  expect(beside.unlabelled).toEqual({ clips: 1, minutes: 0 });
  expect(beside.predicted!.memoryBytes).toBeGreaterThan(without.predicted!.memoryBytes);
  expect(beside.predicted!.diskBytes).toBeGreaterThan(without.predicted!.diskBytes);
});

test('--list refuses what the run would refuse, in the same words, and lists all the same', async () => {
  const options = ['--data', 'spoken', '--memory', '1', '--config', 'wide.json'];
  await writeFile(
    join(folder, 'wide.json'),
    '{"preset": "few-labels", "frontEnd": {"melBands": 80, "deltas": 2, "hopMs": 5}, "trainings": [{"id": "teacher", "optimiser": {"batchSize": 512}}]}',
  );
  const [run, listed] = [await called(...options), await called(...options, '--list')];
  expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/may take 1 MB/) });
  expect({ ...listed, stdout: '' }).toEqual(run);
  expect(JSON.parse(listed.stdout)).toMatchObject({ clips: 10, refused: 'data/features-too-large', predicted: null });
});

test('sentences are spelled, and kept as they are learnt', { timeout: 60_000 }, async () => {
  const { utterances, pcm } = tinySentences();
  for (const { speaker, split, id, audio, transcript } of utterances) {
    const place = join(folder, 'spoken', split === 'test' ? 'test' : 'train', speaker!, '1');
    const name = `${speaker!.replace('-', '')}-1-${id.slice(-1).padStart(4, '0')}`;
    await mkdir(place, { recursive: true });
    const sound = pcm.subarray(audio.offset, audio.offset + audio.length);
    await writeFile(join(place, `${name}.wav`), new Uint8Array(wavBytes([sound])));
    await appendFile(join(place, '1.trans.txt'), `${name} ${transcript!.toUpperCase()}\n`);
  }
  const { trainings } = sentenceExperiment();
  await writeFile(join(folder, 'sentences.json'), JSON.stringify({ preset: 'sentences', trainings }));
  const options = ['--data', 'spoken', '--config', 'sentences.json', '--max-steps', '2', '--seed', '2'];
  const decoding = ['--decoder', 'beam', '--lm-order', '2', '--lm-bonus', '-0.5'];
  const files = ['--checkpoint', 'kept', '--out', 'spoken.report'];
  const { code, stdout, stderr } = await started(...options, ...decoding, ...files);
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/4 characters: {3}a b c\n/);
  expect(stderr).toMatch(/teacher: step 2, validation WER \d+.\d %, CER/);
  expect(stdout).toMatch(/WER +CER/);
  const report = JSON.parse(await readFile(join(folder, 'spoken.report'), 'utf8')) as Report;
  expect(report.models['teacher']).toMatchObject({ metrics: { wer: expect.any(Number), cer: expect.any(Number) } });
  expect(stdout).toMatch(
    /beam of 16 with 2-grams, weight 0.3, bonus -0.5\n {2}teacher: WER .*, CER .* greedily; model of 1/,
  );
  expect(report.config.task.decoding).toMatchObject({ kind: 'beam', order: 2, bonus: -0.5 });
  expect(report.models['teacher']).toMatchObject({
    decoding: { decoder: 'beam', greedy: { wer: expect.any(Number) } },
  });
  expect(report.sentences).toMatchObject({ judged: 'wer', vocabulary: { symbols: [' ', 'a', 'b', 'c'] } });
  // What is over needs not be gone on with.
  await expect(readFile(join(folder, 'kept'))).rejects.toThrow();
});

test('phones are learnt frame by frame where a corpus tells their times', { timeout: 60_000 }, async () => {
  const { utterances, pcm } = tinyPhones();
  const symbols: Readonly<Record<string, string>> = { 'a-tone': 'aa', 'b-tone': 'iy', 'c-tone': 's', sil: 'h#' };
  for (const { speaker, split, id, audio, segments, transcript } of utterances) {
    const place = join(folder, 'timit', split === 'test' ? 'TEST' : 'TRAIN', 'DR1', speaker!.replace('-', ''));
    const name = join(place, `SX${id.slice(-1)}`);
    await mkdir(place, { recursive: true });
    const sound = pcm.subarray(audio.offset, audio.offset + audio.length);
    await writeFile(`${name}.WAV`, new Uint8Array(wavBytes([sound])));
    const lines = segments!.map(({ startSeconds, endSeconds, symbol }) =>
      [Math.round(16_000 * startSeconds), Math.round(16_000 * endSeconds), symbols[symbol]].join(' '),
    );
    await writeFile(`${name}.PHN`, lines.join('\n'));
    await writeFile(`${name}.TXT`, `0 ${audio.length} ${transcript}`);
  }
  const listed = JSON.parse((await called('--data', 'timit', '--list')).stdout) as object;
  expect(listed).toMatchObject({ layout: 'timit', task: 'frames', tasks: ['frames', 'ctc'], refused: null });
  const { trainings } = phoneExperiment();
  await writeFile(join(folder, 'phones.json'), JSON.stringify({ preset: 'frames', trainings }));
  await mkdir(join(folder, 'talk'));
  for (const hz of [400, 800])
    await writeFile(join(folder, `talk/${hz}.wav`), new Uint8Array(wavBytes([tone(hz, 0.6)])));
  const there = await readFile(join(folder, 'timit/TRAIN/DR1/train0/SX0.WAV'));
  await writeFile(join(folder, 'talk/again.wav'), there);
  const options = ['--data', 'timit', '--unlabelled', 'talk', '--config', 'phones.json', '--max-steps', '2'];
  const { code, stdout, stderr } = await called(...options, '--task', 'frames', '--out', 'phones.report');
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/4 phones, 4 scored; frames to learn from: \d+\n/);
  expect(stdout).toMatch(/accuracy +precision +recall +F1/);
  expect(stdout).toMatch(/% of the test frames/);
  expect(stdout).toMatch(/heard 0\.0 minutes without labels \(2 clips of talk\), alone did not\n {2}1 left out/);
  expect(stdout).toMatch(/who speaks there is not known/);
  const report = JSON.parse(await readFile(join(folder, 'phones.report'), 'utf8')) as Report;
  expect(report.phones).toMatchObject({ scored: ['aa', 'iy', 's', 'sil'], leftOut: [], unknown: [] });
  expect(report.unlabelled).toMatchObject({ name: 'talk', clips: 2, speakersKnown: false });
  expect(report.unlabelled?.leftOut).toMatchObject([{ file: 'talk/again.wav', reason: 'file/duplicate' }]);
  expect(report.config.data.unlabelled).toMatch(/^[0-9a-f]{32}$/);
  expect(report.verdict.labels).toEqual({ teacher: expect.any(Number), students: 3 });
});

describe('a run on a folder', () => {
  const words = { low: 300, high: 2500 };

  test('ends in a table and the whole report', async () => {
    const rng = new Rng('clips');
    for (const [word, hz] of Object.entries(words)) {
      await mkdir(join(folder, 'words', word), { recursive: true });
      for (const speaker of ['anna', 'ben', 'cleo', 'dan'])
        for (const take of [1, 2, 3]) {
          const sound = tone(hz * rng.uniform(0.9, 1.1), 0.3).map((x) => x + 0.01 * rng.normal());
          const path = join(folder, 'words', word, `${speaker}_${take}.wav`);
          await writeFile(path, new Uint8Array(wavBytes([sound])));
        }
    }
    await writeFile(join(folder, 'words/low/empty.wav'), '');
    const options = ['--data', 'words', '--max-steps', '3', '--seed', '5', '--backend', 'cpu', '--out', 'report.json'];
    const { code, stdout, stderr } = await called(...options);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/teacher .*\n.*alone .*\n.*distilled .*/);
    expect(stdout).toMatch(/gain [+-]?\d/);

    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
    expect(report.version).toBe(1);
    expect(report.config).toMatchObject({ seed: 5, data: { source: { kind: 'own' } }, limits: { maxSteps: 3 } });
    expect(report.dataset).toMatchObject({ clips: 24, speakers: 4, classes: ['high', 'low'] });
    expect(report.dataset.minutes).toBeCloseTo(0.12);
    expect(report.dataset.skipped).toMatchObject([{ file: 'words/low/empty.wav', reason: 'file/empty' }]);
    expect(Object.keys(report.models).sort()).toEqual(['alone', 'distilled', 'teacher']);
    const percent = expect.toSatisfy((value: number) => value >= 0 && value <= 100);
    for (const [id, model] of Object.entries(report.models))
      expect(model).toMatchObject({
        role: id === 'teacher' ? 'teacher' : 'student',
        family: expect.any(String),
        parameters: expect.any(Number),
        macs: expect.any(Number),
        bytes: expect.any(Number),
        metrics: { accuracy: percent, precision: percent, recall: percent, f1: percent },
      });
    const verdict = {
      gainPoints: expect.any(Number),
      ci95: [expect.any(Number), expect.any(Number)],
      agreement: percent,
      labels: { teacher: expect.any(Number), students: expect.any(Number) },
    };
    expect(report.verdict).toMatchObject(verdict);
    expect(report.verdict).toHaveProperty('gapClosed');
    expect(report.runs).toMatchObject([{ seed: 5, models: { teacher: {}, alone: {}, distilled: {} }, verdict }]);
    expect(report.curves.length).toBeGreaterThan(0);
    for (const point of report.curves)
      expect(point).toEqual({
        seed: 5,
        model: expect.stringMatching(/^(teacher|alone|distilled)$/),
        step: expect.any(Number),
        metric: expect.any(String),
        value: expect.any(Number),
      });
    expect(Math.max(...report.curves.map(({ step }) => step))).toBe(3);
    expect(report.backend).toMatchObject({ name: 'cpu' });
    expect(report.seconds).toBeGreaterThan(0);
  });
});
