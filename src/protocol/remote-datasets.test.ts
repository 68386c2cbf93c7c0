import { readFile } from 'node:fs/promises';
import { MessageChannel } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { expect, test, vi } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { StudioError } from '../engine/core/errors.ts';
import { LocalDatasets } from '../engine/data/local-datasets.ts';
import type { OwnFile } from '../engine/data/own-files.ts';
import { decoder } from '../engine/data/own-recordings.ts';
import { tone, wavBytes } from '../engine/data/testing/wav-bytes.ts';
import { planRun } from '../engine/experiment/plan-run.ts';
import { serveDatasets } from './remote-datasets.ts';
import { ThreadDatasets } from './thread-datasets.ts';
import type { Thread } from './thread.ts';

/** A channel whose far side is this very thread; `kill` ends it as a browser ends a worker. */
function inProcess(decoders = 1) {
  let starts = 0;
  let ends = 0;
  let kill = (): void => undefined;
  const datasets = new ThreadDatasets((): Thread => {
    starts++;
    const { port1, port2 } = new MessageChannel();
    expose(serveDatasets(new LocalDatasets(), decoder), nodeEndpoint(port2));
    const death = new Promise<StudioError>((resolve) => {
      kill = () => {
        ends++;
        port1.close();
        resolve(new StudioError('train/worker-died'));
      };
    });
    return { endpoint: nodeEndpoint(port1), death, terminate: kill };
  }, decoders);
  return { datasets, starts: () => starts, ends: () => ends, kill: () => kill() };
}

const packFile = (name: string) => readFile(new URL(`../../public/pack/${name}`, import.meta.url));
const file = (path: string, read: () => Promise<ArrayBuffer>): OwnFile => ({ path, size: 10, read });
const text = (path: string) => file(path, async () => new TextEncoder().encode(`no audio: ${path}`).buffer);
const never = { signal: { aborted: false }, onProgress: () => undefined };

test('the pack: told at once, heard voice by voice, whole at the end', async () => {
  const { datasets, kill, starts, ends } = inProcess(3);
  const { dataset, summary } = await datasets.openPack(
    JSON.parse(String(await packFile('words.json'))),
    Uint8Array.from(await packFile('words.opus')),
  );
  expect(summary).toMatchObject({ kind: 'pack', refused: null, clips: dataset.utterances.length });
  expect(dataset.pcm.every((sample) => sample === 0)).toBe(true);
  const heard: string[] = [];
  await datasets.decodePack(({ speaker, offset, samples }) => {
    if (samples) dataset.pcm.set(samples, offset);
    const length = dataset.utterances.find((item) => item.speaker === speaker)!.audio.length;
    if (dataset.pcm.subarray(offset, offset + length).some((sample) => sample !== 0)) heard.push(speaker);
  });
  expect([...heard].sort(), 'each voice once').toEqual([...new Set(heard)].sort());
  expect(heard).toHaveLength(summary.speakers);
  expect([starts(), ends()], 'helpers that decoded their share are ended').toEqual([3, 2]);
  const first = dataset.utterances.filter(({ speaker }) => heard.slice(0, 3).includes(speaker!));
  expect(first.map(({ split }) => split)).toContain('test');
  kill();
});

test('errors arrive with their codes; files are asked for one by one', async () => {
  const { datasets, kill } = inProcess();
  await expect(datasets.openPack({ version: 99 }, new Uint8Array(1))).rejects.toMatchObject({
    code: 'data/pack-unavailable',
  });
  const reads: string[] = [];
  const files = ['a/1.wav', 'b/2.wav'].map((path) =>
    file(path, async () => {
      reads.push(path);
      throw new StudioError('file/unreadable', { file: path });
    }),
  );
  await expect(datasets.importFiles(files, never)).rejects.toMatchObject({
    code: 'data/none-usable',
    params: { skipped: 2 },
  });
  expect(reads).toEqual(['a/1.wav', 'b/2.wav']);
  kill();
});

test('an import is ended by its signal, and the next is not', async () => {
  const { datasets, kill } = inProcess();
  const signal = { aborted: false };
  const files = Array.from({ length: 50 }, (_, i) => text(`a/${i}.wav`));
  const onProgress = vi.fn(() => {
    signal.aborted = true;
  });
  await expect(datasets.importFiles(files, { signal, onProgress })).rejects.toMatchObject({ code: 'train/stopped' });
  expect(onProgress.mock.calls.length).toBeLessThan(files.length);
  await expect(datasets.importFiles(files, never)).rejects.toMatchObject({ code: 'data/no-clips' });
  kill();
});

test('files that were imported are read in another way', async () => {
  const { datasets, kill } = inProcess();
  let reads = 0;
  const files = ['yes', 'no'].flatMap((word, w) =>
    [1, 2].map((take) =>
      file(`set/${word}/x_${take}.wav`, async () => {
        reads++;
        return wavBytes([tone(300 + 50 * w + take, 0.1)]);
      }),
    ),
  );
  const first = await datasets.importFiles(files, { ...never, layout: { id: 'folder-per-class' } });
  expect(first.summary).toMatchObject({ clips: 4, layout: { id: 'folder-per-class', chosen: true } });
  const again = await datasets.rereadFiles({ id: 'file-name', template: 'x_{label}' }, never);
  expect(again.dataset.classes).toEqual(['1', '2']);
  expect(again.dataset.pcm).toEqual(first.dataset.pcm);
  expect(reads).toBe(4);
  await expect(datasets.rereadFiles({ id: 'no-such-layout' }, never)).rejects.toMatchObject({
    code: 'experiment/invalid',
  });
  kill();
});

test('when the thread dies what waits rejects, and the next call starts another', async () => {
  const { datasets, starts, kill } = inProcess();
  const waiting = datasets.importFiles([file('a/1.wav', () => new Promise(() => undefined))], never);
  await expect.poll(starts).toBe(1);
  kill();
  await expect(waiting).rejects.toMatchObject({ code: 'train/worker-died' });
  await expect(datasets.importFiles([text('a/1.wav')], never)).rejects.toMatchObject({ code: 'data/no-clips' });
  expect(starts()).toBe(2);
  kill();
});

test('an import that is called off leaves the one that follows it alone', async () => {
  const { datasets, kill } = inProcess();
  const signal = { aborted: false };
  const many = Array.from({ length: 50 }, (_, i) => text(`old/${i}.wav`));
  const first = datasets.importFiles(many, { signal, onProgress: () => undefined });
  signal.aborted = true;
  const second = datasets.importFiles(
    Array.from({ length: 50 }, (_, i) => text(`new/${i}.wav`)),
    never,
  );
  await expect(first).rejects.toMatchObject({ code: 'train/stopped' });
  await expect(second).rejects.toMatchObject({ code: 'data/no-clips' });
  kill();
});

const tones = (count: number, read = (i: number): number => i): OwnFile[] =>
  Array.from({ length: count }, (_, i) => ({
    path: `set/${i % 2 ? 'yes' : 'no'}/x_${i}.wav`,
    // As large as what is worth a helper.
    size: 2 ** 20,
    read: async () => wavBytes([tone(300 + read(i), 0.1)]),
  }));

test('helpers decode to the same dataset, and are ended', async () => {
  const files = tones(24, (i) => (i === 7 ? 3 : i));
  const { dataset: wanted } = await inProcess().datasets.importFiles(files, never);
  expect(wanted.skipped).toMatchObject([{ file: 'set/yes/x_7.wav', reason: 'file/duplicate' }]);
  for (const decoders of [2, 3]) {
    const { datasets, starts, ends } = inProcess(decoders);
    expect((await datasets.importFiles(files, never)).dataset).toEqual(wanted);
    expect([starts(), ends()]).toEqual([decoders, decoders - 1]);
  }
});

test('a helper that dies ends the import with the reason, and the next one goes well', async () => {
  const { datasets, kill, starts } = inProcess(2);
  await expect(datasets.importFiles([text('a.wav')], never)).rejects.toMatchObject({ code: 'data/no-clips' });
  const files = tones(24).map((file, i) => ({
    ...file,
    read: () => (i === 9 ? (kill(), file.read()) : file.read()),
  }));
  await expect(datasets.importFiles(files, never)).rejects.toMatchObject({ code: 'train/worker-died' });
  expect((await datasets.importFiles(tones(24), never)).dataset.utterances).toHaveLength(24);
  expect(starts(), 'two helpers, and the thread that reads').toBe(3);
});

test('plans runs on what it imported, in its own thread, and on what it is given again when that has ended', async () => {
  const { datasets, kill } = inProcess();
  const clips = ['yes', 'no'].flatMap((word, w) =>
    Array.from({ length: 9 }, (_, i) =>
      file(`set/${word}/${'abc'[i % 3]}_${i}.wav`, async () => wavBytes([tone(200 + 100 * w + 10 * i, 0.2)])),
    ),
  );
  const { dataset, summary } = await datasets.importFiles(clips, never);
  expect(summary.clips).toBe(18);
  expect(dataset.utterances).toHaveLength(18);
  const { fingerprint, utterances } = dataset;
  const memory = { memoryBytes: 1e9, threads: 2 };
  const request = {
    dataset: { fingerprint, clips: utterances.length, first: utterances[0]!.id },
    unlabelled: null,
    experiment: defaultExperiment,
    memory,
  };
  const expected = planRun(dataset, defaultExperiment, memory);
  expect(await datasets.planRun(request)).toEqual(expected);
  kill();
  await expect(datasets.planRun(request)).rejects.toMatchObject({ code: 'train/worker-died' });
  expect(await datasets.planRun(request)).toBeNull();
  await datasets.hold(dataset);
  expect(await datasets.planRun(request)).toEqual(expected);
  expect((await datasets.sizeRun(request))?.clips.train).toBe(expected.plan.members.train.length);
  await expect(datasets.planRun({ ...request, memory: { ...memory, memoryBytes: 1 } })).rejects.toMatchObject({
    code: 'data/features-too-large',
  });
  expect(await datasets.describe(dataset)).toMatchObject({ summary: { clips: 18 } });
  kill();
});
