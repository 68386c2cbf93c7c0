import type { Rng } from '../core/rng.ts';
import type { ParamValues } from '../core/param-spec.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';
import { models } from '../models/catalog.ts';
import type { Forward, ForwardResult, ParamInfo } from '../models/model.ts';
import { dispose, tensor, tidy, type Tensor } from '../tensor/index.ts';
import { splitParams } from '../tensor/flat-params.ts';
import type { FeatureRows } from './feature-rows.ts';

/** Clips a forward pass takes at once outside training. */
const INFERENCE_BATCH = 64;

/** A net with its parameters as tensors: the forward pass of a family, for training and for inference. */
export class Net {
  private lengths = new Int32Array(0);

  private constructor(
    readonly layout: readonly ParamInfo[],
    readonly shape: FeatureShape,
    readonly classes: number,
    private readonly apply: Forward,
    /** In layout order. */
    readonly params: Tensor[],
  ) {}

  /**
   * @param family id in the catalogue of models
   * @param weights flat, in layout order
   */
  static async create(
    family: string,
    settings: ParamValues,
    shape: FeatureShape,
    classes: number,
    weights: Float32Array,
  ): Promise<Net> {
    const model = models.get(family);
    const netShape = { frames: shape.frames, bins: shape.bins, classes };
    const layout = model.layout(netShape, settings);
    const { build } = await model.load();
    return new Net(layout, shape, classes, build(netShape, settings), splitParams(layout, weights));
  }

  /** [B, T, F] to logits; `rng` switches dropout on. */
  forward(x: Tensor, params: readonly Tensor[] = this.params, rng?: Rng): ForwardResult {
    const batch = x.shape[0]!;
    if (this.lengths.length !== batch) this.lengths = new Int32Array(batch).fill(this.shape.frames);
    return this.apply(params, x, this.lengths, rng ? { training: true, rng } : { training: false });
  }

  /** Logits of all clips of a block, [clips, K]; lets other messages in between batches. */
  async logitsOf(rows: FeatureRows, split: Split, version: number): Promise<Float32Array> {
    const count = rows.count(split);
    const rowLength = this.shape.frames * this.shape.bins;
    const out = new Float32Array(count * this.classes);
    for (let start = 0; start < count; start += INFERENCE_BATCH) {
      const size = Math.min(INFERENCE_BATCH, count - start);
      const x = new Float32Array(size * rowLength);
      for (let row = 0; row < size; row++) rows.read(split, version, start + row, x, row);
      out.set(await this.infer(x, size), start * this.classes);
      await nextTurn();
    }
    return out;
  }

  /** Logits, [size, K], of features [size, T, F]. */
  async infer(x: Float32Array, size: number): Promise<Float32Array> {
    const logits = tidy(() => this.forward(tensor(x, [size, this.shape.frames, this.shape.bins])).logits);
    const values = await logits.data();
    logits.dispose();
    return Float32Array.from(values);
  }

  /** Puts other weights (flat, layout order) in place of its own. */
  replaceParams(weights: Float32Array): void {
    const fresh = splitParams(this.layout, weights);
    dispose(this.params);
    this.params.splice(0, this.params.length, ...fresh);
  }

  dispose(): void {
    dispose(this.params);
  }
}
