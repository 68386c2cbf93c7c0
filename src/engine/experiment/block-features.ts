import { allocateBank } from '../data/bank.ts';
import type { Split } from '../data/dataset.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import { identityNormaliser, joinNormalisers } from '../data/normaliser.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureMaker, Range } from './feature-maker.ts';
import type { FeatureProvider, FeatureRequest, PreparedFeatures } from './feature-provider.ts';

/** Features by one or several makers, which share out the clips of each block. */
export class BlockFeatures implements FeatureProvider {
  private readonly makers: readonly FeatureMaker[];
  private shape: FeatureShape | null = null;
  private request: FeatureRequest | null = null;
  /** Applied to all blocks but the first, from which it comes; null where features stay as they are. */
  private normaliser: Normaliser | null = null;
  /** The first version of the training clips, until it is asked for. */
  private first: FeatureBlock | null = null;

  /**
   * @param createMaker called once for each maker
   * @param most makers, at most; one where memory cannot be shared
   */
  constructor(createMaker: () => FeatureMaker, most: number) {
    const count = typeof SharedArrayBuffer === 'undefined' ? 1 : Math.max(1, most);
    this.makers = Array.from({ length: count }, createMaker);
  }

  async prepare(request: FeatureRequest, onProgress: (done: number, total: number) => void): Promise<PreparedFeatures> {
    this.request = request;
    const [shape] = await Promise.all(this.makers.map((maker, index) => this.open(maker, request, index)));
    this.shape = shape!;
    const total = request.members.train.length;
    const raw = await this.make('train', 0, (done) => onProgress(done, total));
    const troubles = await Promise.all(this.makers.map((maker) => maker.notKept()));
    const notKept = troubles.find((trouble) => trouble !== null) ?? null;
    if (request.frontEnd.normalise !== 'global') {
      this.first = raw;
      return { shape: shape!, normaliser: identityNormaliser(shape!.bins), notKept };
    }
    const measured = await this.share(shape!.bins, (maker, bins) => maker.measure(raw, bins));
    const normaliser = joinNormalisers(measured.map((part) => part.normaliser));
    const { block } = measured[0]!;
    const [normalised] = await this.share(total, (maker, clips) => maker.normalise(block, clips, normaliser));
    this.first = normalised!;
    this.normaliser = normaliser;
    return { shape: shape!, normaliser, notKept };
  }

  async block(split: Split, version: number): Promise<FeatureBlock> {
    const { first } = this;
    if (first && split === 'train' && version === 0) {
      this.first = null;
      return first;
    }
    return this.make(split, version, () => {});
  }

  async dispose(): Promise<void> {
    this.first = null;
    await Promise.all(this.makers.map((maker) => maker.dispose()));
  }

  /** Each maker gets a copy of what describes the clips, which takes a while to write: a task each. */
  private async open(maker: FeatureMaker, request: FeatureRequest, turns: number): Promise<FeatureShape> {
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    return maker.open(request);
  }

  private async make(split: Split, version: number, onProgress: (done: number) => void): Promise<FeatureBlock> {
    const { shape, request, makers } = this;
    if (!shape || !request) throw new Error('features were not prepared');
    const count = request.members[split].length;
    const frames = new RowLayout(shape.frames, request.whole?.lengths[split] ?? null).start(count);
    const block: FeatureBlock = { split, version, data: allocateBank(frames * shape.bins) };
    const doneBy = makers.map(() => 0);
    const [filled] = await this.share(count, (maker, clips, i) =>
      maker.fill(block, clips, this.normaliser, (done) => {
        doneBy[i] = done;
        onProgress(doneBy.reduce((sum, part) => sum + part, 0));
      }),
    );
    return filled!;
  }

  /** Each maker does its part of so many clips or features. */
  private share<T>(count: number, work: (maker: FeatureMaker, part: Range, index: number) => Promise<T>): Promise<T[]> {
    const { makers } = this;
    const start = (index: number) => Math.floor((index * count) / makers.length);
    return Promise.all(makers.map((maker, i) => work(maker, { from: start(i), to: start(i + 1) }, i)));
  }
}
