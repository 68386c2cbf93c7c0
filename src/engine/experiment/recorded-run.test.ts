import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadEmbeddedPack } from '../../cli/load-pack.ts';
import { presets } from '../config/presets/catalog.ts';
import { presetExperiment } from '../config/resolve.ts';
import { methods } from '../distill/catalog.ts';
import { recordedNets } from '../live/testing/recorded-pair.ts';
import { models } from '../models/catalog.ts';
import { streamGeometryOf } from '../models/streaming.ts';
import { ClipSounds } from '../data/clip-sounds.ts';
import { createFrontEnd } from '../dsp/front-end.ts';
import { Rng } from '../core/rng.ts';
import { decodeRun, encodeRun } from './recorded-run.ts';
import { planSplits } from './seed-plan.ts';

const folder = new URL('../../../public/demo/', import.meta.url);
const json = async () => JSON.parse(await readFile(new URL('few-labels.json', folder), 'utf8')) as object;
const bytes = () => readFile(new URL('few-labels.f16', folder));

test('the recorded run is one of the default preset as it stands', async () => {
  const { run } = decodeRun(await json(), await bytes());
  expect(run.experiment).toEqual(presetExperiment(presets.all[0]!.id, { models, methods }));
  expect(run.seed).toBe(run.experiment.seed);
});

test('what is written is read again: the same bytes, the same words about them', async () => {
  const { run, pair } = decodeRun(await json(), await bytes());
  const again = encodeRun({ pair, experiment: run.experiment, gainPoints: run.gainPoints }, run.date);
  expect(again.run).toEqual(run);
  expect(Buffer.from(again.weights).equals(await bytes())).toBe(true);
});

test('nets for sentences are read as such, with how they are scored', async () => {
  const digits = new URL('../../../e2e/support/recorded/', import.meta.url);
  const [text, weights] = await Promise.all([
    readFile(new URL('digits.json', digits), 'utf8'),
    readFile(new URL('digits.f16', digits)),
  ]);
  const { run, pair } = decodeRun(JSON.parse(text), weights);
  expect(pair).toMatchObject({ task: 'ctc', sentences: { judged: 'wer', config: { symbols: 'words' } } });
  expect(pair.nets.map(({ model: { family, settings } }) => streamGeometryOf(family, settings) !== null)).toEqual([
    ...[false, true, true],
  ]);
  const again = encodeRun({ pair, experiment: run.experiment, gainPoints: run.gainPoints }, run.date);
  expect(again.run).toEqual(run);
});

/** All test clips one by one, on a busy machine. */
const TIMEOUT_MS = 240_000;

test('the nets in it score on the test voices what it says of them', { timeout: TIMEOUT_MS }, async () => {
  const { run, pair, nets } = await recordedNets();
  const dataset = await loadEmbeddedPack();
  const { members, labels } = planSplits(dataset);
  const { noise, augment } = run.experiment.data;
  const { windowSamples, frames, bins } = pair.shape;
  const sounds = new ClipSounds({
    dataset,
    babbleIndices: [...members.train],
    windowSamples,
    noise,
    augment,
    rng: Rng.fromSeed(run.seed).fork('features'),
  });
  const frontEnd = createFrontEnd(pair.frontEnd, 16_000);
  const window = new Float32Array(frames * bins);
  const hits = nets.trainingIds.map(() => 0);
  for (const [i, clip] of members.test.entries()) {
    frontEnd.reset();
    frontEnd.push(sounds.render(clip, 0, { varied: false, noisy: true }));
    frontEnd.flush();
    frontEnd.read(window, 0);
    for (const [net, { logits }] of (await nets.infer(window)).entries())
      if (logits.indexOf(Math.max(...logits)) === labels.test[i]) hits[net]!++;
  }
  nets.dispose();
  // Halves may turn the odd clip over.
  hits.forEach((count, net) =>
    expect(Math.abs((100 * count) / labels.test.length - run.nets[net]!.accuracy), run.nets[net]!.id).toBeLessThan(0.5),
  );
});

test('files that are not those of a recorded run are refused, and why', async () => {
  const [good, weights] = [await json(), await bytes()];
  const refusal = (other: unknown, data: Uint8Array) => {
    try {
      decodeRun(other, data);
      return 'taken';
    } catch (thrown) {
      return thrown;
    }
  };
  const code = 'live/recorded-unavailable';
  expect(refusal({}, weights)).toMatchObject({ code });
  expect(refusal({ ...good, date: 'yesterday' }, weights)).toMatchObject({ code, params: { field: 'date' } });
  expect(refusal({ ...good, classes: ['a', 'b'] }, weights)).toMatchObject({ code });
  expect(refusal(good, weights.subarray(0, -2))).toMatchObject({ code });
  const damaged = Uint8Array.from(weights);
  damaged[1000]! ^= 1;
  expect(refusal(good, damaged)).toMatchObject({ code, params: { field: 'nets.teacher.weights' } });
});
