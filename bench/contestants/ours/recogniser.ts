import { Rng } from '../../../src/engine/core/rng.ts';
import { fusedOps, mean, tensor, type Scalar } from '../../../src/engine/tensor/index.ts';
import { RECOGNISER, recogniserCost, recogniserShape, type UtteranceSizes } from '../../works/recogniser.ts';
import type { Ready } from '../contestant.ts';
import { madeUpTargets } from './ctc.ts';
import { startTraining } from './training.ts';

/** A training step of a recogniser of sentences, on noise. */
export async function prepareRecogniser(batch: number, sizes: UtteranceSizes): Promise<Ready> {
  const { family, settings } = RECOGNISER;
  const shape = recogniserShape(sizes);
  const forward = (await family.load()).build(shape, settings);
  const rng = Rng.fromSeed(1).fork('bench-batch');
  const values = Float32Array.from({ length: batch * shape.frames * shape.bins }, () => rng.normal());
  const x = tensor(values, [batch, shape.frames, shape.bins]);
  const { lengths, ...targets } = madeUpTargets(batch, sizes);
  const training = startTraining(family.layout(shape, settings), (params) => {
    const { logits, outLengths } = forward(params, x, lengths, { training: false });
    return mean<Scalar>(fusedOps().ctc(logits, { ...targets, lengths: outLengths }));
  });
  return { parameters: recogniserCost(sizes).parameters, repeats: 1, step: () => training.step() };
}
