import { joinFloats } from '../core/join-arrays.ts';
import type { StreamGeometry } from '../models/streaming.ts';
import { dispose, tensor, tidy, type Tensor } from '../tensor/index.ts';
import type { Net } from './net.ts';

/** Answers of a forward pass at most. */
const MOST_ANSWERS = 64;

/**
 * One utterance on its way through a net that can stream: frames go in as they come, and out come the logits that they
 * complete, each once, the same as those of the whole utterance at once. What is kept in between is of the same size
 * however long the utterance: the frames around the next answer, and the states of the recurrent layers.
 */
export class NetStream {
  /** Frames from the first on that the next answer needs; zeros stand before the first of the utterance. */
  private kept: Float32Array;
  private states: readonly Tensor[] = [];

  constructor(
    private readonly net: Pick<Net, 'shape' | 'goOn'>,
    private readonly geometry: StreamGeometry,
  ) {
    this.kept = new Float32Array(geometry.before * net.shape.bins);
  }

  /**
   * Not to be called again before it has answered.
   * @param frames the next ones, [T, F], as the net wants them
   * @returns logits of the answers that became possible, [T', K]
   */
  async push(frames: Float32Array): Promise<Float32Array> {
    const { before, after, stride } = this.geometry;
    const { bins } = this.net.shape;
    const there = joinFloats([this.kept, frames]);
    const logits: Tensor[] = [];
    try {
      let at = 0;
      for (;;) {
        const ready = Math.floor((there.length / bins - at - before - after - 1) / stride) + 1;
        if (ready < 1) break;
        const answers = sizeOfPiece(ready);
        const end = at + (answers - 1) * stride + before + after + 1;
        logits.push(this.goOn(there.subarray(at * bins, end * bins)));
        at += answers * stride;
      }
      this.kept = there.slice(at * bins);
      return joinFloats(await Promise.all(logits.map((piece) => piece.data<'float32'>())));
    } finally {
      dispose(logits);
    }
  }

  /** Nothing more comes. @returns logits of the answers that waited for frames past the end, where there are zeros now */
  end(): Promise<Float32Array> {
    return this.push(new Float32Array(this.geometry.after * this.net.shape.bins));
  }

  dispose(): void {
    dispose([...this.states]);
    this.states = [];
  }

  private goOn(frames: Float32Array): Tensor {
    const { bins } = this.net.shape;
    const { logits, states } = tidy(() => {
      const { logits, states = [] } = this.net.goOn(tensor(frames, [1, frames.length / bins, bins]), this.states);
      return { logits, states: [...states] };
    });
    this.dispose();
    this.states = states;
    return logits;
  }
}

/** A power of two: a GPU's programs are compiled for each size, and there are few of these. */
function sizeOfPiece(ready: number): number {
  return Math.min(MOST_ANSWERS, 2 ** Math.floor(Math.log2(ready)));
}
