import { greedyDecode } from '../../decode/greedy.ts';
import type { WindowNet } from '../window-nets.ts';
import type { GrowingText, UtteranceFrames } from './growing-text.ts';

/** Of a net that hears an utterance from both ends: all that was heard is read again each time. */
export class RereadText implements GrowingText {
  readonly streams = false;

  constructor(
    private readonly net: WindowNet,
    private readonly classes: number,
  ) {}

  async hear(utterance: UtteranceFrames): Promise<readonly number[]> {
    const { logits } = await this.net.infer(utterance.read(0, utterance.count));
    return greedyDecode(logits, this.classes, this.classes - 1).map(({ symbol }) => symbol);
  }

  dispose(): void {
    // It holds nothing.
  }
}
