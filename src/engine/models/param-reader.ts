import type { Tensor } from '../tensor/index.ts';

/** Hands out parameters in the order of the layout. */
export class ParamReader {
  private next = 0;

  constructor(private readonly params: readonly Tensor[]) {}

  /** @throws RangeError when the layout and the forward pass disagree */
  take(): Tensor {
    const param = this.params[this.next++];
    if (!param) throw new RangeError(`the net has no parameter ${this.next - 1}`);
    return param;
  }
}
