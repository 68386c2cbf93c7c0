import { Rng } from '../core/rng.ts';
import { nextTurn } from '../core/turn.ts';
import type { Split } from '../data/dataset.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import { createFeatureExtractor, type FeatureExtractor } from '../data/features.ts';
import { computeNormaliser, identityNormaliser } from '../data/normaliser.ts';
import type { FeatureProvider, FeatureRequest, PreparedFeatures } from './feature-provider.ts';

/** How long clips are worked on before messages get their turn. */
const TURN_MS = 20;

/** Features computed in this thread. */
export class LocalFeatures implements FeatureProvider {
  private extractor: FeatureExtractor | null = null;
  private request: FeatureRequest | null = null;
  /** Of the first version of the training clips, until it is asked for. */
  private first: FeatureBlock | null = null;

  async prepare(request: FeatureRequest, onProgress: (done: number, total: number) => void): Promise<PreparedFeatures> {
    const { dataset, members, frontEnd, noise, seed } = request;
    const trainIndices = [...members.train];
    this.request = request;
    this.extractor = createFeatureExtractor({
      dataset,
      trainIndices,
      frontEnd,
      noise,
      rng: Rng.fromSeed(seed).fork('features'),
    });
    const { shape } = this.extractor;
    this.first = await this.compute('train', 0, (done) => onProgress(done, trainIndices.length));
    const normaliser =
      frontEnd.normalise === 'global' ? computeNormaliser(this.first, shape) : identityNormaliser(shape.bins);
    return { shape, normaliser };
  }

  async block(split: Split, version: number): Promise<FeatureBlock> {
    const { first } = this;
    if (first && split === 'train' && version === 0) {
      this.first = null;
      return first;
    }
    return this.compute(split, version, () => {});
  }

  dispose(): Promise<void> {
    this.extractor = this.request = this.first = null;
    return Promise.resolve();
  }

  private async compute(split: Split, version: number, onProgress: (done: number) => void): Promise<FeatureBlock> {
    const { extractor, request } = this;
    if (!extractor || !request) throw new Error('features were not prepared');
    const work = extractor.extractBlock(split, [...request.members[split]], version);
    let turnAt = performance.now();
    for (;;) {
      const next = work.next();
      if (next.done) return next.value;
      if (performance.now() - turnAt < TURN_MS) continue;
      onProgress(next.value);
      await nextTurn();
      turnAt = performance.now();
    }
  }
}
