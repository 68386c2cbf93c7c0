import { expect, test } from 'vitest';
import { FeatureStream } from '../../../workers/worklet/feature-stream.ts';
import type { FeatureWorkletEvent } from '../../protocol/worklet.ts';
import { loadEmbeddedPack } from '../../cli/load-pack.ts';
import { Rng } from '../core/rng.ts';
import { defaultLiveSettings } from '../config/live-settings.ts';
import { memory } from '../tensor/index.ts';
import { Listener } from './listener.ts';
import { recordedNets } from './testing/recorded-pair.ts';
import { sayClips } from './testing/said.ts';

const MINUTES = 60;
const QUANTUM = 128;
/** What may come and go by the whims of the garbage collector. */
const GROWTH_BYTES = 32e6;

test('an hour through the worklet and all nets: no sample is dropped, each word is heard once, nothing grows', async () => {
  const { pair, nets } = await recordedNets();
  const pack = await loadEmbeddedPack();
  const clips = pack.utterances.flatMap((one, i) => (one.split === 'test' ? [i] : []));
  const minute = sayClips(pack, Rng.fromSeed(1).shuffle(clips).slice(0, 12), {
    seed: 2,
    noiseDb: -60,
    pauseSeconds: [2, 6],
  });
  const rate = 16_000;
  const waiting: FeatureWorkletEvent[] = [];
  const stream = new FeatureStream(
    {
      frontEnd: pair.frontEnd,
      denoiserBinary: null,
      framesPerMessage: 3,
      pcmSamplesPerMessage: 480,
      lengthSamples: null,
    },
    rate,
    (event) => waiting.push(event),
  );
  const listener = new Listener(pair, nets, rate, defaultLiveSettings);
  let [samples, frames, words, windows] = [0, 0, 0, 0];
  const computeMs: number[] = [];
  const hear = async () => {
    for (const event of waiting.splice(0)) {
      if (event.type === 'ended') continue;
      if (event.type === 'pcm') {
        expect(event.firstSample).toBe(samples);
        samples += event.samples;
        listener.takeSamples(event.data.subarray(0, event.samples));
      } else {
        expect(event.firstFrame).toBe(frames);
        frames += event.frames;
        listener.takeFrames(event.data, event.frames);
      }
      stream.receive({ type: 'recycle', buffer: event.data.buffer });
    }
    const update = await listener.advance();
    words += update.sounds.length;
    computeMs.push(...update.sounds.map((sound) => sound.computeMs));
    windows += update.windows.length;
  };
  let fed = 0;
  const begun = { tensors: 0, heapBytes: 0 };
  for (let pass = 0; fed < MINUTES * 60 * rate; pass++) {
    for (let at = 0; at < minute.samples.length; at += QUANTUM) {
      const quantum = minute.samples.subarray(at, at + QUANTUM);
      stream.take([quantum]);
      fed += quantum.length;
      if (waiting.length >= 2) await hear();
    }
    if (pass === 2) {
      begun.tensors = memory().numTensors;
      begun.heapBytes = process.memoryUsage().heapUsed;
    }
  }
  stream.receive({ type: 'end' });
  await hear();
  const passes = Math.round(fed / minute.samples.length);
  computeMs.sort((a, b) => a - b);
  const [median, most] = [computeMs[words >> 1]!, computeMs.at(-1)!];
  console.log(
    `from the end of a word to its label ${median.toFixed(1)} ms are computed, ${most.toFixed(1)} ms at most`,
  );
  expect(samples).toBe(fed);
  expect(words).toBe(passes * minute.words.length);
  expect(windows).toBeGreaterThan(5 * words);
  expect(memory().numTensors).toBe(begun.tensors);
  expect(process.memoryUsage().heapUsed - begun.heapBytes).toBeLessThan(GROWTH_BYTES);
});
