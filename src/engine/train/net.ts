import type { Rng } from '../core/rng.ts';
import type { ParamValues } from '../core/param-spec.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import { models } from '../models/catalog.ts';
import { outFramesOf } from '../models/frame-rate.ts';
import type { Forward, ForwardResult, ParamInfo } from '../models/model.ts';
import { streamGeometryOf, type StreamGeometry } from '../models/streaming.ts';
import { dispose, splitFlat, tensor, tidy, type Tensor } from '../tensor/index.ts';
import type { ClipRows } from './clip-rows.ts';
import { NetStream } from './net-stream.ts';
import { PaddedBatch } from './padded-batch.ts';

/** Clips a forward pass takes at once outside training. */
const INFERENCE_BATCH = 64;
/** Frames that it takes at most, padding included, where clips differ in length. */
const INFERENCE_FRAMES = 16_384;
/** How long batches may follow each other before messages get their turn. */
const TURN_MS = 8;

/** Holds the tensors of a net: an optimiser, or {@link frozenParams}. */
export interface ParamHolder {
  /** In layout order. */
  readonly params: readonly Tensor[];
  dispose(): void;
}

/** The layout of a family's flat buffer for this data. */
export function layoutOf(family: string, settings: ParamValues, shape: FeatureShape, classes: number): ParamInfo[] {
  return models.get(family).layout({ frames: shape.frames, bins: shape.bins, classes }, settings);
}

/** Parameters that nothing changes. */
export function frozenParams(layout: readonly ParamInfo[], weights: Float32Array): ParamHolder {
  const params = splitFlat(layout, weights);
  return { params, dispose: () => dispose(params) };
}

/** The forward pass of a family with somebody's parameters, for training and for inference. */
export class Net {
  private full = new Int32Array(0);

  private constructor(
    readonly shape: FeatureShape,
    readonly classes: number,
    /** Frames of the answer to so many; null for a net that gives one answer a clip. */
    private readonly outFrames: ((frames: number) => number) | null,
    private readonly geometry: StreamGeometry | null,
    private readonly apply: Forward,
    private readonly holder: ParamHolder,
  ) {}

  static async create(
    family: string,
    settings: ParamValues,
    shape: FeatureShape,
    classes: number,
    holder: ParamHolder,
  ): Promise<Net> {
    const { load } = models.get(family);
    const { build } = await load();
    const apply = build({ frames: shape.frames, bins: shape.bins, classes }, settings);
    const geometry = streamGeometryOf(family, settings);
    return new Net(shape, classes, outFramesOf(family, settings), geometry, apply, holder);
  }

  /** [B, T, F] to logits; `rng` switches dropout on. @param lengths frames of each row; all of them by default */
  forward(x: Tensor, rng?: Rng, lengths?: Int32Array): ForwardResult {
    const [batch = 0, frames = 0] = x.shape;
    if (!lengths && (this.full.length !== batch || this.full[0] !== frames))
      this.full = new Int32Array(batch).fill(frames);
    const context = rng ? { training: true, rng } : { training: false };
    return this.apply(this.holder.params, x, lengths ?? this.full, context);
  }

  /** An utterance that is heard as it comes; null where the net has to hear its end first. */
  stream(): NetStream | null {
    return this.geometry && new NetStream(this, this.geometry);
  }

  /** A piece of a stream. @param x [B, T, F] @param carried from the piece before; none for the first */
  goOn(x: Tensor, carried: readonly Tensor[]): ForwardResult {
    const [batch = 0, frames = 0] = x.shape;
    return this.apply(this.holder.params, x, new Int32Array(batch).fill(frames), { training: false, carried });
  }

  /**
   * Logits of some clips, [clips, K], or of all their frames, [frames, K], clip by clip; lets other messages in
   * between batches.
   */
  async logitsOf(rows: ClipRows): Promise<Float32Array> {
    return this.outFrames ? this.framesOf(rows, this.outFrames) : this.clipsOf(rows);
  }

  /** Logits, [size, K], of features [size, T, F]. */
  async infer(x: Float32Array, size: number): Promise<Float32Array> {
    const frames = x.length / (size * this.shape.bins);
    return this.read(() => this.forward(tensor(x, [size, frames, this.shape.bins])));
  }

  private async clipsOf(rows: ClipRows): Promise<Float32Array> {
    const { count } = rows;
    const out = new Float32Array(count * this.classes);
    const turn = new Turns();
    for (let start = 0; start < count; start += INFERENCE_BATCH) {
      const size = Math.min(INFERENCE_BATCH, count - start);
      out.set(await this.infer(rows.view(start, size), size), start * this.classes);
      await turn.give();
    }
    return out;
  }

  /** In batches of clips of like length, so that little is padded. */
  private async framesOf(rows: ClipRows, outFrames: (frames: number) => number): Promise<Float32Array> {
    const { count } = rows;
    const { classes, shape } = this;
    const layout = new RowLayout(
      0,
      Int32Array.from({ length: count }, (_, i) => outFrames(rows.frames(i))),
    );
    const out = new Float32Array(layout.start(count) * classes);
    const turn = new Turns();
    for (const clips of batchesByLength(count, (clip) => rows.frames(clip))) {
      const batch = new PaddedBatch(clips.length, shape.bins);
      batch.fill(clips.map((clip) => rows.view(clip, 1)));
      const x = [clips.length, batch.frames, shape.bins];
      const logits = await this.read(() => this.forward(tensor(batch.values, x), undefined, batch.lengths));
      const row = logits.length / clips.length;
      clips.forEach((clip, i) => {
        const own = layout.frames(clip) * classes;
        out.set(logits.subarray(i * row, i * row + own), layout.start(clip) * classes);
      });
      await turn.give();
    }
    return out;
  }

  private async read(forward: () => ForwardResult): Promise<Float32Array> {
    const logits = tidy(() => forward().logits);
    const values = await logits.data<'float32'>();
    logits.dispose();
    return values;
  }

  dispose(): void {
    this.holder.dispose();
  }
}

/** Lets other messages in now and then. */
class Turns {
  private at = performance.now();

  async give(): Promise<void> {
    if (performance.now() - this.at < TURN_MS) return;
    await nextTurn();
    this.at = performance.now();
  }
}

/** All clips, the short ones first. */
function batchesByLength(count: number, framesOf: (clip: number) => number): number[][] {
  const order = Array.from({ length: count }, (_, clip) => clip).sort((a, b) => framesOf(a) - framesOf(b) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const clip of order) {
    const isFull = batch.length === INFERENCE_BATCH || (batch.length + 1) * framesOf(clip) > INFERENCE_FRAMES;
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
    }
    batch.push(clip);
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}
