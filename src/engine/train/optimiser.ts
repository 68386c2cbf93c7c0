import type { ParamInfo } from '../models/model.ts';
import { dispose, flatLength, fusedOps, packFlat, splitFlat, type Tensor } from '../tensor/index.ts';

/** Constants of Adam (Kingma, Ba 2015, arXiv:1412.6980), as PyTorch's defaults. */
const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** Adam's memory, flat in layout order, as in a checkpoint. */
export interface OptimiserState {
  /** Steps done. */
  readonly step: number;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
}

/** Adam with bias correction and clipping by the global norm, over the parameters of one net. It owns their tensors. */
export class Adam {
  private state: { params: readonly Tensor[]; moment1: readonly Tensor[]; moment2: readonly Tensor[] };
  private stepsDone: number;

  /**
   * @param weights flat, in layout order
   * @param from where to go on; without it, from the start
   * @throws RangeError when a buffer does not fit the layout
   */
  constructor(
    private readonly layout: readonly ParamInfo[],
    weights: Float32Array,
    from?: OptimiserState,
  ) {
    const zeros = new Float32Array(flatLength(layout));
    this.stepsDone = from?.step ?? 0;
    this.state = {
      params: splitFlat(layout, weights),
      moment1: splitFlat(layout, from?.moment1 ?? zeros),
      moment2: splitFlat(layout, from?.moment2 ?? zeros),
    };
  }

  /** The parameters as they are now; not valid after the next step. */
  get params(): readonly Tensor[] {
    return this.state.params;
  }

  /**
   * One update.
   * @param gradients in layout order; they stay the caller's
   * @param clipNorm largest global norm of the gradients; 0: no clipping
   */
  step(gradients: readonly Tensor[], learningRate: number, clipNorm: number): void {
    this.stepsDone += 1;
    this.state = fusedOps().adam(this.state, gradients, {
      ...constants,
      learningRate,
      clipNorm,
      step: this.stepsDone,
    });
  }

  /** Reads weights and memory back; the training goes on exactly from them. */
  async read(): Promise<OptimiserState & { readonly weights: Float32Array }> {
    const { params, moment1, moment2 } = this.state;
    const step = this.stepsDone;
    const [weights, first, second] = await Promise.all([packFlat(params), packFlat(moment1), packFlat(moment2)]);
    return { step, weights, moment1: first, moment2: second };
  }

  /** Puts other weights in place (the best ones), the memory unchanged. */
  replaceWeights(weights: Float32Array): void {
    const params = splitFlat(this.layout, weights);
    dispose([...this.state.params]);
    this.state = { ...this.state, params };
  }

  dispose(): void {
    dispose([...this.state.params, ...this.state.moment1, ...this.state.moment2]);
  }
}
