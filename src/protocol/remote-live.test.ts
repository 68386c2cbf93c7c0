import { readFile } from 'node:fs/promises';
import { MessageChannel } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { expect, test } from 'vitest';
import { FeatureStream } from '../../workers/worklet/feature-stream.ts';
import { loadEmbeddedPack } from '../cli/load-pack.ts';
import { defaultLiveSettings } from '../engine/config/live-settings.ts';
import { tone, wavBytes } from '../engine/data/testing/wav-bytes.ts';
import { featureDigest } from '../engine/dsp/digest.ts';
import type { HeardUpdate } from '../engine/live/live-ear.ts';
import { LiveEar } from '../engine/live/live-ear.ts';
import { sayClips } from '../engine/live/testing/said.ts';
import { selectBackend } from '../engine/tensor/backends/select.ts';
import { registerForTests } from '../engine/tensor/testing/node-backends.ts';
import { serveLive, ThreadLive } from './remote-live.ts';
import type { FeatureWorkletCommand } from './worklet.ts';

const demo = (name: string) => readFile(new URL(`../../public/demo/few-labels.${name}`, import.meta.url));

const stream16k = { sampleRateHz: 16_000, recordedSamples: null };

/** Nets that listen behind a channel whose far side is this very thread. */
function inProcess(): ThreadLive {
  registerForTests();
  const { port1, port2 } = new MessageChannel();
  expose(serveLive(new LiveEar({ selectBackend })), nodeEndpoint(port2));
  return new ThreadLive({
    endpoint: nodeEndpoint(port1),
    death: new Promise(() => undefined),
    terminate: () => port1.close(),
  });
}

const openRecorded = async (live: ThreadLive) =>
  live.openRecorded(JSON.parse(String(await demo('json'))), Uint8Array.from(await demo('f16')), {
    name: 'simd',
    known: {},
  });

test('a recorded pair opens, listens to a port until its stream ends, and tells all that it hears', async () => {
  const live = inProcess();
  const pair = await openRecorded(live);
  expect(pair.nets.map(({ trainingId }) => trainingId)).toEqual(['teacher', 'alone', 'distilled']);
  expect(pair.backend).toMatchObject({ name: 'simd', reason: 'named' });
  expect(pair.recorded?.date).toMatch(/^\d{4}-\d\d-\d\d$/);

  const pack = await loadEmbeddedPack();
  const clips = pack.utterances.flatMap((one, i) => (one.split === 'test' ? [i] : [])).filter((_, i) => i % 90 === 0);
  const { samples, words } = sayClips(pack, clips, { seed: 1, noiseDb: -60 });
  const { port1, port2 } = new MessageChannel();
  const updates: HeardUpdate[] = [];
  const listening = live.listen(port2 as unknown as MessagePort, stream16k, defaultLiveSettings, (update) =>
    updates.push(update),
  );
  const options = {
    frontEnd: pair.frontEnd,
    denoiserBinary: null,
    framesPerMessage: 3,
    pcmSamplesPerMessage: 480,
    lengthSamples: samples.length,
  };
  const stream = new FeatureStream(options, 16_000, (event, transfer) => port1.postMessage(event, transfer));
  let recycled = 0;
  port1.on('message', (command: FeatureWorkletCommand) => {
    recycled++;
    stream.receive(command);
  });
  for (let at = 0; stream.take([samples.subarray(at, at + 128)]); at += 128);
  await listening;
  port1.close();
  const sounds = updates.flatMap((update) => update.sounds);
  expect(sounds).toHaveLength(words.length);
  expect(recycled).toBeGreaterThan(10);
  // What is kept of a word is what was said, at the stream's own rate, with the pause on both sides.
  const last = sounds.at(-1)!;
  const kept = await live.samplesOf(last);
  const first = Math.floor((last.startSeconds - 0.18) * 16_000);
  expect(kept?.sampleRateHz).toBe(16_000);
  expect(kept?.samples).toEqual(samples.slice(first, first + kept!.samples.length));
  expect(kept!.samples.length / 16_000).toBeCloseTo(last.endSeconds - last.startSeconds + 0.36, 2);
  expect(await live.samplesOf({ startSeconds: 0.5, endSeconds: 0.9 }), 'over too long').toBeNull();
  const frames = updates.reduce((sum, update) => sum + update.frames.length, 0) / pair.shape.bins;
  expect(frames).toBe(Math.floor((samples.length - 400) / 160) + 1);
  live.end();
});

test('the features of a clip are those of the file path; files are decoded; what is no file is refused', async () => {
  const live = inProcess();
  const { frontEnd } = await openRecorded(live);
  const samples = Float32Array.from({ length: 8000 }, (_, n) => Math.sin(n / 7) / 3);
  expect(await live.digestOf(samples, 16_000)).toBe(featureDigest(samples, 16_000, frontEnd));
  const decoded = await live.decode(new Uint8Array(wavBytes([tone(300, 0.3)])));
  expect(decoded.samples.length).toBeGreaterThan(1000);
  await expect(live.decode(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'file/unknown-format' });
  live.end();
});

test('before a pair is open nothing listens', async () => {
  const live = inProcess();
  const { port2 } = new MessageChannel();
  const listening = live.listen(port2 as unknown as MessagePort, stream16k, defaultLiveSettings, () => undefined);
  await expect(listening).rejects.toMatchObject({ code: 'internal' });
  port2.close();
  live.end();
});
