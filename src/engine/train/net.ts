import type { Rng } from '../core/rng.ts';
import type { ParamValues } from '../core/param-spec.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';
import { models } from '../models/catalog.ts';
import type { Forward, ForwardResult, ParamInfo } from '../models/model.ts';
import { dispose, splitFlat, tensor, tidy, type Tensor } from '../tensor/index.ts';
import type { FeatureRows } from './feature-rows.ts';

/** Clips a forward pass takes at once outside training. */
const INFERENCE_BATCH = 64;
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
  private lengths = new Int32Array(0);

  private constructor(
    readonly shape: FeatureShape,
    readonly classes: number,
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
    const { build } = await models.get(family).load();
    return new Net(shape, classes, build({ frames: shape.frames, bins: shape.bins, classes }, settings), holder);
  }

  /** [B, T, F] to logits; `rng` switches dropout on. */
  forward(x: Tensor, rng?: Rng): ForwardResult {
    const batch = x.shape[0] ?? 0;
    if (this.lengths.length !== batch) this.lengths = new Int32Array(batch).fill(this.shape.frames);
    return this.apply(this.holder.params, x, this.lengths, rng ? { training: true, rng } : { training: false });
  }

  /** Logits of all clips of a block, [clips, K]; lets other messages in between batches. */
  async logitsOf(rows: FeatureRows, split: Split, version: number): Promise<Float32Array> {
    const count = rows.count(split);
    const out = new Float32Array(count * this.classes);
    let turnAt = performance.now();
    for (let start = 0; start < count; start += INFERENCE_BATCH) {
      const size = Math.min(INFERENCE_BATCH, count - start);
      out.set(await this.infer(rows.view(split, version, start, size), size), start * this.classes);
      if (performance.now() - turnAt < TURN_MS) continue;
      await nextTurn();
      turnAt = performance.now();
    }
    return out;
  }

  /** Logits, [size, K], of features [size, T, F]. */
  async infer(x: Float32Array, size: number): Promise<Float32Array> {
    const logits = tidy(() => this.forward(tensor(x, [size, this.shape.frames, this.shape.bins])).logits);
    const values = await logits.data<'float32'>();
    logits.dispose();
    return values;
  }

  dispose(): void {
    this.holder.dispose();
  }
}
