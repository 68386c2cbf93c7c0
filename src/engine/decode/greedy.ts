import { predictionsOf } from '../metrics/predictions.ts';

/** A symbol of a path and where it is: frames `start` to `end`, the latter not included. */
export interface SymbolSpan {
  readonly symbol: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Best path decoding of CTC: the likeliest class of each frame, repeats joined, blanks left out (Graves et al. 2006,
 * doi:10.1145/1143844.1143891, section 3.2). The lowest class wins a tie. Frames may come in pieces: a symbol at the end of
 * one and at the beginning of the next is one symbol.
 */
export class GreedyDecoder {
  private readonly found: { symbol: number; start: number; end: number }[] = [];
  private frames = 0;
  private last: number;

  constructor(
    private readonly classes: number,
    private readonly blank: number,
  ) {
    this.last = blank;
  }

  /** Of all frames so far. */
  get spans(): readonly SymbolSpan[] {
    return this.found;
  }

  /** @param logits of the next valid frames, [T, K] @throws StudioError `train/not-finite` for logits that are no numbers */
  push(logits: Float32Array): void {
    for (const symbol of predictionsOf(logits, this.classes)) {
      const end = this.frames + 1;
      if (symbol !== this.blank) {
        if (symbol === this.last) this.found.at(-1)!.end = end;
        else this.found.push({ symbol, start: this.frames, end });
      }
      this.last = symbol;
      this.frames = end;
    }
  }
}

/** Of one utterance as a whole. @param logits valid frames only, [T, K] @throws StudioError `train/not-finite` */
export function greedyDecode(logits: Float32Array, classes: number, blank: number): readonly SymbolSpan[] {
  const decoder = new GreedyDecoder(classes, blank);
  decoder.push(logits);
  return decoder.spans;
}
