import { StudioError } from '../../engine/core/errors.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';
import type { TrainedPair } from '../../engine/experiment/trained-pair.ts';
import type { UtteranceLook } from '../../engine/live/look-at.ts';
import type { ThreadLive } from '../../protocol/remote-live.ts';
import type { LiveParts } from './live-studio.ts';

/** Lets the nets of the run that ended last say what they make of an utterance, in a worker that is there when asked. */
export class UtteranceLooker {
  private pair: TrainedPair | null = null;
  private thread: Promise<ThreadLive> | null = null;

  constructor(private readonly parts: LiveParts) {}

  /** The nets of the run that ended last. */
  keep(pair: TrainedPair): void {
    this.pair = pair;
    void this.thread?.then((thread) => thread.end()).catch(() => undefined);
    this.thread = null;
  }

  /** @throws StudioError when there are no nets, no backend works, or the worker dies */
  async lookAt({ samples, sampleRateHz }: ClipSamples): Promise<UtteranceLook> {
    const opened = (this.thread ??= this.open());
    try {
      return await (await opened).lookAt(samples, sampleRateHz);
    } catch (thrown) {
      // The next one begins anew.
      if (this.thread === opened) this.thread = null;
      throw thrown;
    }
  }

  private async open(): Promise<ThreadLive> {
    const { pair } = this;
    if (!pair) throw new StudioError('internal', { detail: 'no nets were kept' });
    const thread = this.parts.startThread();
    await thread.openPair(pair, await this.parts.request());
    return thread;
  }
}
