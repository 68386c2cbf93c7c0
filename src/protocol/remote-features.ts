import { proxy, transfer } from 'comlink';
import type { Split } from '../engine/data/dataset.ts';
import type { FeatureBlock } from '../engine/data/feature-block.ts';
import type { FeatureProvider, FeatureRequest, PreparedFeatures } from '../engine/experiment/feature-provider.ts';
import { settle, unwrap, type Outcome } from './outcome.ts';
import { callerOf, type Thread } from './thread.ts';
import { buffersIn } from './transferables.ts';

/** A provider of features as it is called from another thread. */
export interface RemoteFeatures {
  prepare(
    request: FeatureRequest,
    onProgress: (done: number, total: number) => void,
  ): Promise<Outcome<PreparedFeatures>>;
  block(split: Split, version: number): Promise<Outcome<FeatureBlock>>;
}

/** The far side of the channel. */
export function serveFeatures(provider: FeatureProvider): RemoteFeatures {
  return {
    prepare: (request, onProgress) => settle(() => provider.prepare(request, onProgress)),
    async block(split, version) {
      const outcome = await settle(() => provider.block(split, version));
      return transfer(outcome, buffersIn(outcome));
    },
  };
}

/** The near side: features from a thread of their own. */
export class ThreadFeatures implements FeatureProvider {
  private readonly call: ReturnType<typeof callerOf<RemoteFeatures>>;

  constructor(private readonly thread: Thread) {
    this.call = callerOf<RemoteFeatures>(thread);
  }

  async prepare(request: FeatureRequest, onProgress: (done: number, total: number) => void): Promise<PreparedFeatures> {
    return unwrap(await this.call((api) => api.prepare(request, proxy(onProgress))));
  }

  async block(split: Split, version: number): Promise<FeatureBlock> {
    return unwrap(await this.call((api) => api.block(split, version)));
  }

  dispose(): Promise<void> {
    this.thread.terminate();
    return Promise.resolve();
  }
}
