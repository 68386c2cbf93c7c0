import type { NetText } from '../events.ts';
import type { FrameRing } from '../frame-ring.ts';
import type { WindowNets } from '../window-nets.ts';
import { growingTextOf } from './growing-text-of.ts';
import type { GrowingText, TextSettings } from './growing-text.ts';

/** How much more of an utterance must have been heard before a net goes on with it: one that streams, and one that decodes all again. */
const EVERY_SECONDS = { streams: 0.1, rereads: 0.3 } as const;
/** Nets that are slow are together not busy for more than this share of the time. */
const BUSY_SHARE = 0.5;

/** A net's part in it. */
interface Part {
  readonly trainingId: string;
  readonly growing: GrowingText;
  /** Frames that it has heard, and what that last took. */
  heard: number;
  ms: number;
  totalMs: number;
  text: string;
}

/** One utterance, and what each net makes of it by now. */
export class GrowingUtterance {
  private readonly parts: readonly Part[];

  /**
   * @param frames of the stream
   * @param first of the utterance
   * @param write the text of classes
   */
  constructor(
    nets: Pick<WindowNets, 'each'>,
    private readonly frames: FrameRing,
    readonly first: number,
    private readonly hopSeconds: number,
    settings: TextSettings,
    private readonly write: (symbols: readonly number[]) => string,
  ) {
    this.parts = nets.each.map((net): Part => {
      const growing = growingTextOf(net, settings);
      return { trainingId: net.trainingId, growing, heard: 0, ms: 0, totalMs: 0, text: '' };
    });
  }

  /** Whether there is something new for a net to go on with. @param last frame of the stream, excluded */
  isDue(last: number): boolean {
    return this.parts.some((part) => this.isPartDue(part, last - this.first));
  }

  /** @param last frame of the stream, excluded; never before that of an earlier call */
  async hear(last: number, isOver: boolean): Promise<readonly NetText[]> {
    const { first, frames } = this;
    const count = last - first;
    const read = (from: number, to: number): Float32Array => {
      const out = new Float32Array((to - from) * frames.bins);
      frames.read(first + from, to - from, out);
      return out;
    };
    for (const part of this.parts) {
      if (!isOver && !this.isPartDue(part, count)) continue;
      const began = performance.now();
      part.text = this.write(await part.growing.hear({ count, read }, isOver));
      part.heard = count;
      part.ms = performance.now() - began;
      part.totalMs += part.ms;
    }
    return this.parts.map(({ trainingId, text, ms, totalMs }) => ({ trainingId, text, ms, totalMs }));
  }

  dispose(): void {
    for (const { growing } of this.parts) growing.dispose();
  }

  private isPartDue({ heard, growing, ms }: Part, count: number): boolean {
    const every = EVERY_SECONDS[growing.streams ? 'streams' : 'rereads'];
    const wait = Math.max(every, (ms / 1000 / BUSY_SHARE) * this.parts.length);
    return count > heard && count - heard >= Math.round(wait / this.hopSeconds);
  }
}
