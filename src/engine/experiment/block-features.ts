import { allocateBank, sharedRoom } from '../data/bank.ts';
import type { Split } from '../data/dataset.ts';
import type { FeatureBlock, FeatureShape, Normaliser, Portion } from '../data/feature-block.ts';
import { layoutOfBlock } from '../data/row-layout.ts';
import {
  emptySums,
  identityNormaliser,
  joinSums,
  meansOf,
  normaliserOf,
  partOfSums,
  type FeatureSums,
} from '../data/normaliser.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureMaker, Range } from './feature-maker.ts';
import type { FeatureProvider, FeatureRequest, PreparedFeatures } from './feature-provider.ts';
import { portionsInOrder } from './portions-in-order.ts';

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
    const [opened] = await Promise.all(this.makers.map((maker, index) => this.open(maker, request, index)));
    const shape = (this.shape = opened!);
    const isMeasured = request.frontEnd.normalise === 'global';
    if (request.portionBytes) {
      if (isMeasured) this.normaliser = await this.measurePortions(request, request.portionBytes, onProgress);
    } else {
      const total = request.members.train.length;
      const raw = await this.fill(this.blank('train', 0), (done) => onProgress(done, total));
      this.first = isMeasured ? await this.normalised(raw, total) : raw;
    }
    const troubles = await Promise.all(this.makers.map((maker) => maker.notKept()));
    const notKept = troubles.find((trouble) => trouble !== null) ?? null;
    return { shape, normaliser: this.normaliser ?? identityNormaliser(shape.bins), notKept };
  }

  async block(split: Split, version: number): Promise<FeatureBlock> {
    const { first } = this;
    if (first && split === 'train' && version === 0) {
      this.first = null;
      return first;
    }
    return this.fill(this.blank(split, version));
  }

  async portion(portion: Portion, room: Float32Array | null): Promise<FeatureBlock> {
    return this.fill(this.blank('train', 0, portion, room));
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

  /** By the statistics of the block itself, and so are those that come. */
  private async normalised(raw: FeatureBlock, clips: number): Promise<FeatureBlock> {
    const { bins } = this.opened().shape;
    const first = await this.measure(raw, emptySums(bins));
    const second = await this.measure(first.block, emptySums(bins, meansOf(first.sums)));
    const normaliser = (this.normaliser = normaliserOf(second.sums));
    const [block] = await this.share(clips, (maker, part) => maker.normalise(second.block, part, normaliser));
    return block!;
  }

  /** The same statistics where the first version of the training clips is never there as a whole. */
  private async measurePortions(
    request: FeatureRequest,
    bytes: number,
    onProgress: (done: number, total: number) => void,
  ): Promise<Normaliser> {
    const { bins } = this.opened().shape;
    const total = 2 * (request.members.train.length - (request.unlabelled ?? 0));
    const room = sharedRoom(bytes / Float32Array.BYTES_PER_ELEMENT);
    let done = 0;
    const add = async (means: Float64Array | null): Promise<FeatureSums> => {
      let sums = emptySums(bins, means);
      for (const portion of portionsInOrder(request, this.opened().shape, bytes)) {
        const before = done;
        const block = await this.fill(this.blank('train', 0, portion, room), (clips) =>
          onProgress(before + clips, total),
        );
        done += portion.positions.length;
        ({ sums } = await this.measure(block, sums));
      }
      return sums;
    };
    return normaliserOf(await add(meansOf(await add(null))));
  }

  private async measure(
    block: FeatureBlock,
    before: FeatureSums,
  ): Promise<{ readonly block: FeatureBlock; readonly sums: FeatureSums }> {
    const measured = await this.share(this.opened().shape.bins, (maker, bins) =>
      maker.measure(block, bins, partOfSums(before, bins)),
    );
    return { block: measured[0]!.block, sums: joinSums(measured.map(({ sums }) => sums)) };
  }

  private blank(split: Split, version: number, portion?: Portion, room: Float32Array | null = null): FeatureBlock {
    const { shape, request } = this.opened();
    const clips = portion?.positions ?? request.members[split];
    const layout = layoutOfBlock({ ...(portion && { portion }) }, shape, request.whole?.lengths[split] ?? null);
    const floats = layout.start(clips.length) * shape.bins;
    const data = room && room.length >= floats ? room.subarray(0, floats) : allocateBank(floats);
    return { split, version, ...(portion && { portion }), data };
  }

  private async fill(block: FeatureBlock, onProgress: (done: number) => void = () => {}): Promise<FeatureBlock> {
    const { makers } = this;
    const { members } = this.opened().request;
    const doneBy = makers.map(() => 0);
    const count = (block.portion?.positions ?? members[block.split]).length;
    const [filled] = await this.share(count, (maker, clips, i) =>
      maker.fill(block, clips, this.normaliser, (done) => {
        doneBy[i] = done;
        onProgress(doneBy.reduce((sum, part) => sum + part, 0));
      }),
    );
    return filled!;
  }

  private opened(): { readonly shape: FeatureShape; readonly request: FeatureRequest } {
    const { shape, request } = this;
    if (!shape || !request) throw new Error('features were not prepared');
    return { shape, request };
  }

  /** Each maker does its part of so many clips or features. */
  private share<T>(count: number, work: (maker: FeatureMaker, part: Range, index: number) => Promise<T>): Promise<T[]> {
    const { makers } = this;
    const start = (index: number) => Math.floor((index * count) / makers.length);
    return Promise.all(makers.map((maker, i) => work(maker, { from: start(i), to: start(i + 1) }, i)));
  }
}
