import { Rng } from '../core/rng.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import { createFeatureExtractor, type FeatureExtractor } from '../data/features.ts';
import { prepareFrontEnd } from '../dsp/prepare-front-end.ts';
import { computeNormaliser, normaliseRows } from '../data/normaliser.ts';
import type { ClipRange, FeatureMaker } from './feature-maker.ts';
import type { FeatureRequest } from './feature-provider.ts';

/** How long clips are worked on before messages get their turn. */
const TURN_MS = 20;

/** Makes features in this thread. */
export class LocalFeatureMaker implements FeatureMaker {
  private extractor: FeatureExtractor | null = null;
  private request: FeatureRequest | null = null;
  /** Ends when what was asked for so far is done. */
  private tail: Promise<unknown> = Promise.resolve();

  async open(request: FeatureRequest): Promise<FeatureShape> {
    const { dataset, members, frontEnd, noise, augment, seed } = request;
    await prepareFrontEnd(frontEnd);
    this.request = request;
    this.extractor = createFeatureExtractor({
      dataset,
      trainIndices: [...members.train],
      frontEnd,
      noise,
      augment,
      rng: Rng.fromSeed(seed).fork('features'),
    });
    return this.extractor.shape;
  }

  fill(
    block: FeatureBlock,
    clips: ClipRange,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock> {
    const filled = this.tail.then(() => this.compute(block, clips, normaliser, onProgress));
    this.tail = filled.catch(() => undefined);
    return filled;
  }

  normalise(block: FeatureBlock): Promise<{ readonly block: FeatureBlock; readonly normaliser: Normaliser }> {
    const normaliser = computeNormaliser(block, this.opened().extractor.shape);
    normaliseRows(block.data, normaliser);
    return Promise.resolve({ block, normaliser });
  }

  dispose(): Promise<void> {
    this.extractor = this.request = null;
    return Promise.resolve();
  }

  private async compute(
    block: FeatureBlock,
    { from, to }: ClipRange,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock> {
    const { split, version, data } = block;
    const { shape } = this.opened().extractor;
    const size = shape.frames * shape.bins;
    let turnAt = performance.now();
    for (let position = from; position < to; position++) {
      // Asked each time: it may have been disposed of meanwhile.
      const { extractor, request } = this.opened();
      extractor.extract(request.members[split][position]!, version, data, position * size);
      if (performance.now() - turnAt < TURN_MS) continue;
      onProgress(position + 1 - from);
      await nextTurn();
      turnAt = performance.now();
    }
    if (normaliser) normaliseRows(data.subarray(from * size, to * size), normaliser);
    return block;
  }

  private opened(): { readonly extractor: FeatureExtractor; readonly request: FeatureRequest } {
    const { extractor, request } = this;
    if (!extractor || !request) throw new Error('features were not prepared');
    return { extractor, request };
  }
}
