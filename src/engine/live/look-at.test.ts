import { beforeAll, expect, it } from 'vitest';
import { runInNode } from '../../cli/run-in-node.ts';
import { sentenceExperiment, tinySentences } from '../../cli/testing/tiny-sentences.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import { models } from '../models/catalog.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { lookAt } from './look-at.ts';
import { createWindowNets } from './window-nets.ts';

beforeAll(() => useBackend('simd'));

it('tells frame by frame what nets for sentences make of an utterance of any length', { timeout: 60_000 }, async () => {
  const pairs: TrainedPair[] = [];
  const dataset = tinySentences();
  await runInNode({
    experiment: sentenceExperiment({ limits: { maxSteps: 4 } }),
    dataset,
    seeds: [1],
    backend: 'simd',
    threads: 1,
    onEvent: () => undefined,
    onTrained: (pair) => pairs.push(pair),
  });
  const [pair] = pairs;
  expect(pair?.task).toBe('ctc');
  const nets = await createWindowNets(pair!);
  const { family, settings } = pair!.nets[0]!.model;
  const { outFrames } = models.get(family);
  for (const { audio } of dataset.utterances.slice(0, 3)) {
    const samples = dataset.pcm.slice(audio.offset, audio.offset + audio.length);
    const look = await lookAt(pair!, nets, samples, audio.sampleRateHz);
    const hops = Math.floor((samples.length - 400) / 160) + 1;
    expect(look.frames).toBe(outFrames!(hops, settings));
    expect(look.frames * look.frameSeconds).toBeCloseTo(audio.length / audio.sampleRateHz, 10);
    expect(look.symbols.at(-1)).toBe('');
    expect(look.nets.map(({ trainingId }) => trainingId)).toEqual(['teacher', 'alone', 'distilled']);
    for (const { posteriors, spikes, blankShare } of look.nets) {
      expect(posteriors).toHaveLength(look.frames * look.symbols.length);
      for (let frame = 0; frame < look.frames; frame++) {
        const row = posteriors.subarray(frame * look.symbols.length, (frame + 1) * look.symbols.length);
        expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      }
      expect(blankShare).toBeLessThanOrEqual(1);
      for (const { peak } of spikes) expect(peak).toBeLessThan(look.frames);
    }
    expect(await lookAt(pair!, nets, samples, audio.sampleRateHz)).toEqual(look);
  }
  nets.dispose();
});
