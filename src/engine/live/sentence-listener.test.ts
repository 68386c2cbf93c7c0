import { expect, test } from 'vitest';
import { sentenceDataset, sentenceExperiment } from '../../cli/testing/tiny-sentences.ts';
import { wholeClip } from '../../platform/live/whole-clip.ts';
import { defaultLiveSettings } from '../config/live-settings.ts';
import { Rng } from '../core/rng.ts';
import { createFeatureExtractor } from '../data/features.ts';
import { createFrontEnd } from '../dsp/front-end.ts';
import { ctc } from '../tasks/ctc/index.ts';
import { planShape } from '../experiment/seed-plan.ts';
import type { HeardUtterance } from './events.ts';
import { SentenceListener } from './sentence-listener.ts';
import type { WindowNet, WindowNets } from './window-nets.ts';

const RATE_HZ = 16_000;
const experiment = sentenceExperiment({ frontEnd: { melBands: 12, normalise: 'none' } });
const { frontEnd, task } = experiment;
const dataset = sentenceDataset({ train: ['ab', 'cab'], validation: ['a'], test: ['b ac', 'ab'] });
const plan = ctc.plan(dataset, experiment);
const pair = { frontEnd, shape: planShape(dataset, plan, experiment), ...{ classes: ['a', ''] } };
const sentences = { config: task, judged: 'wer' as const };

/** Says `a` once for every whole second that it is given, and keeps what that was. */
function countingNets(): Pick<WindowNets, 'each'> & { windows: Float32Array[] } {
  const windows: Float32Array[] = [];
  const ear: WindowNet = {
    trainingId: 'ear',
    infer(window) {
      windows.push(window.slice());
      const seconds = Math.floor(window.length / pair.shape.bins / 100);
      const frames = Array.from({ length: 2 * seconds }, (_, t) => (t % 2 === 0 ? [1, 0] : [0, 1]));
      return Promise.resolve({ logits: Float32Array.from(frames.flat()), ms: 1 });
    },
    stream: () => null,
    normalise: () => undefined,
  };
  return { windows, each: [ear] };
}

/** All that a listener tells of a stream, as it comes in pieces of a tenth of a second. */
async function hear(
  nets: Pick<WindowNets, 'each'>,
  samples: Float32Array,
  recorded: boolean,
): Promise<HeardUtterance[]> {
  const recordedSamples = recorded ? samples.length : null;
  const listener = new SentenceListener({ ...pair, sentences }, nets, RATE_HZ, defaultLiveSettings, recordedSamples);
  const features = createFrontEnd(frontEnd, RATE_HZ);
  const room = new Float32Array(64 * features.bins);
  const told: HeardUtterance[] = [];
  const take = async (ready: number) => {
    for (let left = ready; left > 0;) {
      const read = features.read(room, 0);
      listener.takeFrames(room, read);
      left -= read;
    }
    told.push(...(await listener.advance()).utterances);
  };
  for (let at = 0; at < samples.length; at += RATE_HZ / 10) {
    const piece = samples.subarray(at, at + RATE_HZ / 10);
    listener.takeSamples(piece);
    await take(features.push(piece));
  }
  await take(features.flush());
  listener.end();
  await take(0);
  return told;
}

/** A buzz between these seconds, in a quiet room. */
function buzzing(seconds: number, ...stretches: readonly (readonly [number, number])[]): Float32Array {
  const rng = Rng.fromSeed(3);
  const samples = Float32Array.from({ length: seconds * RATE_HZ }, () => 0.0005 * rng.normal());
  for (const [from, to] of stretches)
    for (let n = Math.round(from * RATE_HZ); n < to * RATE_HZ; n++)
      for (let h = 1; h <= 20; h++) samples[n]! += 0.01 * Math.sin((2 * Math.PI * 120 * h * n) / RATE_HZ);
  return samples;
}

const over = (told: readonly HeardUtterance[]) => told.filter(({ isOver }) => isOver);

test('a recording is one utterance, of the very features that are scored of it', async () => {
  const { noise, augment } = experiment.data;
  const extractor = createFeatureExtractor({
    ...{ dataset, shape: pair.shape, trainIndices: [...plan.members.train], frontEnd, noise, augment },
    rng: Rng.fromSeed(1),
  });
  for (const [position, index] of plan.members.test.entries()) {
    const { audio } = dataset.utterances[index]!;
    // Of a length that no frame ends with.
    const samples = dataset.pcm.slice(audio.offset, audio.offset + audio.length);
    const frames = plan.sequences!.lengths.test[position]!;
    const scored = new Float32Array(frames * pair.shape.bins);
    extractor.extract(index, 0, scored, 0, frames);
    const nets = countingNets();
    const [last, ...others] = over(
      await hear(nets, wholeClip({ samples, sampleRateHz: RATE_HZ }, frontEnd).samples, true),
    );
    expect(others).toEqual([]);
    expect(last!.startSeconds).toBe(0);
    expect(nets.windows.at(-1)).toEqual(scored);
  }
});

test('sentences end with silence, not with a pause, and grow until then', async () => {
  const told = await hear(countingNets(), buzzing(9, [1, 2], [2.4, 3.6], [6, 7.2]), false);
  const [first, second, ...others] = over(told);
  expect(others).toEqual([]);
  expect([first!.id, second!.id]).toEqual([0, 1]);
  expect([first!.startSeconds, first!.endSeconds]).toEqual([expect.closeTo(0.7, 1), expect.closeTo(3.9, 1)]);
  expect([second!.startSeconds, second!.endSeconds]).toEqual([expect.closeTo(5.7, 1), expect.closeTo(7.5, 1)]);
  expect(first!.texts).toMatchObject([{ trainingId: 'ear', text: 'aaa' }]);
  expect(first!.texts[0]!.totalMs).toBeGreaterThan(first!.texts[0]!.ms);
  const grew = told.filter(({ id, isOver }) => id === 0 && !isOver).map(({ texts }) => texts[0]!.text);
  expect(new Set(grew)).toEqual(new Set(['', 'a', 'aa', 'aaa']));
  expect(grew).toEqual(grew.toSorted((a, b) => a.length - b.length));
  // In a pause nothing is heard that may lie past the end: a stream could not take it back.
  for (const { id, endSeconds } of told)
    expect(endSeconds).toBeLessThanOrEqual((id === 0 ? first : second)!.endSeconds);
  // All of a sentence again and again, but not at every piece.
  expect(grew.length).toBeLessThan(15);
  expect(first!.waitMs).toBeLessThan(800);
});

test('what does not end is cut, and nothing of it is lost; what is still said at the end is heard', async () => {
  // In syllables: a buzz that never stops becomes the room.
  const syllables = Array.from({ length: 66 }, (_, i) => [1 + i / 2, 1.3 + i / 2] as const);
  const told = over(await hear(countingNets(), buzzing(34, ...syllables), false));
  expect(told.map(({ startSeconds }) => Math.round(startSeconds))).toEqual([1, 31]);
  expect(told[0]!.endSeconds).toBeCloseTo(told[1]!.startSeconds, 6);
  expect(told[0]!.endSeconds - told[0]!.startSeconds).toBeCloseTo(30, 6);
  expect(told[1]!.endSeconds).toBeCloseTo(34, 1);
});

test('silence is no utterance', async () => {
  const nets = countingNets();
  expect(await hear(nets, buzzing(3), false)).toEqual([]);
  expect(nets.windows).toEqual([]);
});
