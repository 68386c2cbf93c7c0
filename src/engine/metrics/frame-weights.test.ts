import { beforeAll, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { blankWeights, type BlankTreatment } from '../distill/blank-weights.ts';
import { ones, softmax, tensor, tidy } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { frameWeights } from './frame-weights.ts';

beforeAll(() => useBackend('cpu'));

const [FRAMES, CLASSES] = [40, 4];
const treatments: readonly BlankTreatment[] = [
  { kind: 'every' },
  { kind: 'not-blank' },
  { kind: 'less-blank' },
  { kind: 'window', reach: 2 },
];

it.each(treatments)('shows what the loss goes by: $kind', async (treatment) => {
  const rng = Rng.fromSeed(3);
  const blank = CLASSES - 1;
  // The blank is the likeliest mostly, as it is in utterances.
  const values = Float32Array.from(
    { length: FRAMES * CLASSES },
    (_, i) => rng.normal() + (i % CLASSES === blank ? 2 : 0),
  );
  const [posteriors, weights] = tidy(() => {
    const logits = tensor(values, [1, FRAMES, CLASSES]);
    return [softmax(logits), blankWeights(logits, ones([1, FRAMES]), blank, treatment)];
  });
  const shown = frameWeights(await posteriors.data<'float32'>(), CLASSES, blank, treatment);
  const counted = await weights.data<'float32'>();
  counted.forEach((weight, frame) => expect(shown[frame]).toBeCloseTo(weight, 5));
  if (treatment.kind !== 'every') expect(new Set(counted).size).toBeGreaterThan(1);
});
