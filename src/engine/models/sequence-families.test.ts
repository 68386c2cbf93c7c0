import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf, type ParamValues } from '../core/param-spec.ts';
import { Rng } from '../core/rng.ts';
import { dispose, mean, memory, tensor, tidy, valueAndGradients, type Scalar } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { models } from './catalog.ts';
import type { ModelFamily, NetShape } from './model.ts';
import { noiseClip, sequenceNet } from './testing/sequence-net.ts';

const shape: NetShape = { frames: 11, bins: 6, classes: 4 };
const small: ParamValues = { width: 5, depth: 2, dropout: 0.5, context: 2, channels: 2 };
const sequenceFamilies = models.all.filter(({ outFrames }) => outFrames);

/** What a person may choose, of small nets: every choice of a list, every stride. */
function arbitrarySettings({ params }: ModelFamily): fc.Arbitrary<ParamValues> {
  const each = params.map((spec): [string, fc.Arbitrary<number | string>] => {
    if (spec.kind === 'choice') return [spec.key, fc.constantFrom(...spec.choices)];
    if (spec.kind === 'number' && spec.key === 'stride')
      return [spec.key, fc.integer({ min: spec.min, max: spec.max })];
    return [spec.key, fc.constant(small[spec.key]!)];
  });
  return fc.record(Object.fromEntries(each));
}

describe.each(sequenceFamilies)('$id, utterance by utterance', (family) => {
  beforeAll(() => useBackend('simd'));
  const settings = Object.fromEntries(
    Object.entries({ ...defaultsOf(family.params), ...small }).filter(([key]) =>
      family.params.some((spec) => spec.key === key),
    ),
  );

  it('answers alike whoever else is in the batch', { timeout: 30_000 }, () =>
    fc.assert(
      fc.asyncProperty(
        arbitrarySettings(family),
        fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 0, max: 5 }),
        async (chosen, lengths, padding) => {
          const { logitsOf, params } = await sequenceNet(family, shape, chosen);
          const clips = lengths.map((frames, seed) => noiseClip(frames, shape.bins, seed));
          const together = await logitsOf(clips, Math.max(...lengths) + padding);
          for (const [i, clip] of clips.entries()) {
            const [alone] = await logitsOf([clip], lengths[i]!);
            expect(alone).toHaveLength(family.outFrames!(lengths[i]!, chosen) * shape.classes);
            expect(together[i]).toHaveLength(alone!.length);
            alone!.forEach((value, at) => expect(together[i]![at]).toBeCloseTo(value, 5));
          }
          dispose(params);
        },
      ),
      { numRuns: 15 },
    ),
  );

  it('goes on by as many frames as it says', () =>
    fc.assert(
      fc.property(arbitrarySettings(family), fc.integer({ min: 1, max: 300 }), (chosen, frames) => {
        expect(family.outFrames!(frames, chosen)).toBe(Math.ceil(frames / (family.outStride?.(chosen) ?? 1)));
      }),
      { numRuns: 50 },
    ));

  it('uses every parameter, drops only while training, and leaves nothing behind', async () => {
    const { layout, params, forward } = await sequenceNet(family, shape, settings);
    expect(params.reduce((sum, { size }) => sum + size, 0)).toBe(family.cost(shape, settings).parameters);
    expect(new Set(layout.map(({ name }) => name)).size).toBe(layout.length);
    const before = memory().numTensors;
    const x = tensor(noiseClip(2 * 11, shape.bins, 5), [2, 11, shape.bins]);
    const lengths = Int32Array.of(11, 6);
    const logits = async (training: boolean, seed: number) => {
      const made = tidy(() => forward(params, x, lengths, { training, rng: Rng.fromSeed(seed) }).logits);
      const values = [...(await made.data())];
      made.dispose();
      return values;
    };
    expect(await logits(false, 1)).toEqual(await logits(false, 2));
    expect(await logits(true, 1)).toEqual(await logits(true, 1));
    expect(await logits(true, 1)).not.toEqual(await logits(true, 2));
    const { total, gradients } = valueAndGradients(params, () => ({
      total: mean<Scalar>(forward(params, x, lengths, { training: false }).logits),
      named: {},
    }));
    expect(gradients.map(({ shape }) => shape)).toEqual(layout.map(({ shape }) => shape));
    dispose([total, ...gradients, x]);
    expect(memory().numTensors).toBe(before);
    dispose(params);
  });
});

// By hand, layer by layer: 268 frames of 40, 29 classes.
const costs = [
  {
    id: 'frame-dnn',
    settings: { context: 7, width: 64, depth: 3, dropout: 0, stride: 2 },
    parameters: 15 * 40 * 64 + 64 + 2 * (64 * 64 + 64) + 64 * 29 + 29,
    macs: 134 * (15 * 40 * 64 + 2 * 64 * 64 + 64 * 29),
  },
  {
    id: 'frame-cnn',
    settings: { width: 16, depth: 3, dropout: 0, stride: 2 },
    // 40 bands become 20.
    parameters: 16 * 25 + 16 + 3 * (16 * 15 + 16 + 16 * 16 + 16) + 20 * 16 * 29 + 29,
    macs: 134 * (20 * (16 * 25 + 3 * (16 * 15 + 16 * 16)) + 20 * 16 * 29),
  },
];

it.each(costs)('$id costs what one counts on paper', ({ id, settings, parameters, macs }) => {
  const cost = models.get(id).cost({ frames: 268, bins: 40, classes: 29 }, settings);
  expect(cost).toEqual({ parameters, macs, bytes: 4 * parameters });
});
