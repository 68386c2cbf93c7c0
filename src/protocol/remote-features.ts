import { proxy, transfer } from 'comlink';
import type { ErrorReport } from '../engine/core/errors.ts';
import type { Dataset, Utterance } from '../engine/data/dataset.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../engine/data/feature-block.ts';
import type { FeatureWork } from '../engine/data/measure-features.ts';
import type { FeatureSums } from '../engine/data/normaliser.ts';
import type { FeatureMaker, Measured, Range } from '../engine/experiment/feature-maker.ts';
import type { FeatureRequest } from '../engine/experiment/feature-provider.ts';
import { handOver, settle, unwrap, type Outcome } from './outcome.ts';
import { giveInPieces } from './in-pieces.ts';
import { callerOf, type Thread } from './thread.ts';
import { buffersIn } from './transferables.ts';

/** A maker of features as it is called from another thread. Blocks are shared, or else handed over and back. */
export interface RemoteFeatures {
  /** Comes before {@link open}, piece by piece: some of the utterances of the dataset, which it is then given without. */
  hear(utterances: readonly Utterance[]): Promise<void>;
  open(request: FeatureRequest): Promise<Outcome<FeatureShape>>;
  fill(
    block: FeatureBlock,
    clips: Range,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<Outcome<FeatureBlock>>;
  measure(block: FeatureBlock, bins: Range, before: FeatureSums): Promise<Outcome<Measured>>;
  normalise(block: FeatureBlock, clips: Range, normaliser: Normaliser): Promise<Outcome<FeatureBlock>>;
  measureMs(work: FeatureWork): Promise<Outcome<number>>;
  notKept(): Promise<Outcome<ErrorReport | null>>;
}

/** The far side of the channel. */
export function serveFeatures(maker: FeatureMaker): RemoteFeatures {
  let heard: Utterance[] = [];
  return {
    async hear(utterances) {
      for (const utterance of utterances) heard.push(utterance);
    },
    open(request) {
      const dataset = { ...request.dataset, utterances: heard };
      heard = [];
      return settle(() => maker.open({ ...request, dataset }));
    },
    fill: (block, clips, normaliser, onProgress) => handOver(() => maker.fill(block, clips, normaliser, onProgress)),
    measure: (block, bins, before) => handOver(() => maker.measure(block, bins, before)),
    normalise: (block, clips, normaliser) => handOver(() => maker.normalise(block, clips, normaliser)),
    measureMs: (work) => settle(() => maker.measureMs(work)),
    notKept: () => settle(() => maker.notKept()),
  };
}

/** The near side: features from a thread of their own. */
export class ThreadFeatures implements FeatureMaker {
  private readonly call: ReturnType<typeof callerOf<RemoteFeatures>>;

  constructor(private readonly thread: Thread) {
    this.call = callerOf<RemoteFeatures>(thread);
  }

  async open(request: FeatureRequest): Promise<FeatureShape> {
    const { utterances, unlabelled, ...sound } = request.dataset;
    await giveInPieces(utterances, (piece) => this.call((api) => api.hear(piece.map(soundOf))));
    // What is said, and what was found out about the files, is of no matter for features.
    const dataset: Dataset = {
      ...sound,
      utterances: [],
      ...(unlabelled && { unlabelled: { ...unlabelled, utterances: [] } }),
      skipped: [],
      notes: [],
    };
    return unwrap(await this.call((api) => api.open({ ...request, dataset })));
  }

  async fill(
    block: FeatureBlock,
    clips: Range,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock> {
    const given = transfer(block, buffersIn(block));
    return unwrap(await this.call((api) => api.fill(given, clips, normaliser, proxy(onProgress))));
  }

  async measure(block: FeatureBlock, bins: Range, before: FeatureSums): Promise<Measured> {
    const given = transfer(block, buffersIn(block));
    return unwrap(await this.call((api) => api.measure(given, bins, before)));
  }

  async normalise(block: FeatureBlock, clips: Range, normaliser: Normaliser): Promise<FeatureBlock> {
    const given = transfer(block, buffersIn(block));
    return unwrap(await this.call((api) => api.normalise(given, clips, normaliser)));
  }

  async measureMs(work: FeatureWork): Promise<number> {
    return unwrap(await this.call((api) => api.measureMs(work)));
  }

  async notKept(): Promise<ErrorReport | null> {
    return unwrap(await this.call((api) => api.notKept()));
  }

  dispose(): Promise<void> {
    this.thread.terminate();
    return Promise.resolve();
  }
}

function soundOf({ id, audio, speaker }: Utterance): Utterance {
  return { id, audio, ...(speaker !== undefined && { speaker }) };
}
