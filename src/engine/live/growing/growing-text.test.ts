import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/defaults.ts';
import { Rng } from '../../core/rng.ts';
import { identityNormaliser } from '../../data/normaliser.ts';
import { greedyDecode } from '../../decode/greedy.ts';
import { drawInitial, memory } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { layoutOf } from '../../train/net.ts';
import { createWindowNets, type WindowNets } from '../window-nets.ts';
import { growingTextOf } from './growing-text-of.ts';
import type { UtteranceFrames } from './growing-text.ts';

const shape = { frames: 50, bins: 8, windowSamples: 0 };
const classes = ['a', 'b', 'c', ''];

/** An untrained net, loud enough to say something else all the time. */
async function netsOf(directions: 'both' | 'forward', normalise: 'none' | 'utterance'): Promise<WindowNets> {
  const family = 'deepspeech2-mini';
  const settings = { channels: 4, width: 12, depth: 2, stride: 2, dropout: 0, directions, norm: 'none' };
  const weights = drawInitial(layoutOf(family, settings, shape, classes.length), Rng.fromSeed(5)).map((w) => 4 * w);
  const normaliser = identityNormaliser(shape.bins);
  normaliser.mean.fill(0.2);
  const model = { trainingId: 'ear', family, settings, weights, normaliser };
  const cost = { parameters: 0, macs: 0, bytes: 0 };
  return createWindowNets({
    ...{ shape, classes, frontEnd: { ...defaultExperiment.frontEnd, normalise } },
    nets: [{ role: 'student', teachers: [], model, cost, tested: 0 }],
  });
}

/** Frames of a loudness of their own, that changes as they go on. */
function utterance(frames: number, seed: number) {
  const rng = Rng.fromSeed(seed);
  const data = Float32Array.from({ length: frames * shape.bins }, (_, i) => 3 * rng.normal() + i / 400);
  const counts = { read: 0 };
  const upTo = (count: number): UtteranceFrames => ({
    count,
    read(from, to) {
      counts.read += to - from;
      return data.slice(from * shape.bins, to * shape.bins);
    },
  });
  return { data, counts, upTo };
}

const steps = fc.record({
  chunks: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe.each(['none', 'utterance'] as const)('a text that grows, features normalised by %s', (normalise) => {
  beforeAll(() => useBackend('simd'));

  it.each(['both', 'forward'] as const)('ends as that of the whole utterance (%s)', async (directions) => {
    const nets = await netsOf(directions, normalise);
    const [net] = nets.each;
    const settings = { classes: classes.length, bins: shape.bins, byUtterance: normalise === 'utterance' };
    let said = 0;
    await fc.assert(
      fc.asyncProperty(steps, async ({ chunks, seed }) => {
        const length = chunks.reduce((sum, chunk) => sum + chunk, 0);
        const { data, counts, upTo } = utterance(length, seed);
        const before = memory().numTensors;
        const text = growingTextOf(net!, settings);
        let heard = 0;
        const grown: (readonly number[])[] = [];
        for (const chunk of chunks) grown.push(await text.hear(upTo((heard += chunk)), false));
        const last = await text.hear(upTo(length), true);
        text.dispose();
        expect(memory().numTensors).toBe(before);
        const { logits } = await net!.infer(data);
        expect(last).toEqual(greedyDecode(logits, classes.length, classes.length - 1).map(({ symbol }) => symbol));
        said = Math.max(said, last.length);
        expect(text.streams).toBe(directions === 'forward');
        if (!text.streams) return;
        if (normalise === 'none') {
          // Each frame but once, and what was told stays.
          expect(counts.read).toBe(length);
          for (const some of grown) expect(last.slice(0, some.length)).toEqual(some);
        } else {
          // Once more for the statistics alone.
          expect(counts.read).toBeLessThanOrEqual(2 * 4 * length);
        }
      }),
      { numRuns: 30 },
    );
    expect(said).toBeGreaterThan(10);
    nets.dispose();
  });
});
