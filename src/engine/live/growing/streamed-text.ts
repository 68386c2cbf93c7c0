import type { Normaliser } from '../../data/feature-block.ts';
import { computeNormaliser, normaliseRows } from '../../data/normaliser.ts';
import { GreedyDecoder } from '../../decode/greedy.ts';
import type { NetStream } from '../../train/net-stream.ts';
import type { WindowNet } from '../window-nets.ts';
import type { GrowingText, TextSettings, UtteranceFrames } from './growing-text.ts';

/** By how much more of an utterance its mean and deviation are taken anew. */
const AGAIN_AFTER = 2;

/**
 * Of a net that can stream: it hears each frame once, and what it said of it stays.
 *
 * Where features are normalised by utterance, their mean and deviation are not known before it is over. They are then those
 * of what was heard when it last had doubled: the net begins the utterance anew with them, and once more, with those of the
 * whole, when it is over. So the last text is as in training, and an utterance is heard four times over at most.
 */
export class StreamedText implements GrowingText {
  readonly streams = true;
  private decoder: GreedyDecoder;
  /** Frames that went into the stream. */
  private taken = 0;
  private statistics: Normaliser | null = null;
  /** Frames that the statistics are of. */
  private judged = 0;

  constructor(
    private readonly net: WindowNet,
    private stream: NetStream,
    private readonly settings: TextSettings,
  ) {
    this.decoder = this.decode();
  }

  async hear(utterance: UtteranceFrames, isOver: boolean): Promise<readonly number[]> {
    const { count } = utterance;
    const isStale = isOver ? this.judged !== count : count >= AGAIN_AFTER * this.judged;
    if (this.settings.byUtterance && isStale) this.beginAnew(utterance);
    const frames = utterance.read(this.taken, count);
    this.taken = count;
    if (this.statistics) normaliseRows(frames, this.statistics);
    this.net.normalise(frames);
    this.decoder.push(await this.stream.push(frames));
    if (isOver) this.decoder.push(await this.stream.end());
    return this.decoder.spans.map(({ symbol }) => symbol);
  }

  dispose(): void {
    this.stream.dispose();
  }

  private beginAnew(utterance: UtteranceFrames): void {
    const { count } = utterance;
    this.statistics = computeNormaliser(utterance.read(0, count), this.settings.bins);
    this.judged = count;
    this.taken = 0;
    this.stream.dispose();
    this.stream = this.net.stream()!;
    this.decoder = this.decode();
  }

  private decode(): GreedyDecoder {
    const { classes } = this.settings;
    return new GreedyDecoder(classes, classes - 1);
  }
}
