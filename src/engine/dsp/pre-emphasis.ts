/**
 * First-order high-pass y[n] = x[n] - coefficient x[n-1] over a stream; x[-1] = 0.
 * Source: The HTK Book, section 5.2 (Eq. 5.1).
 */
export class PreEmphasis {
  private previous = 0;

  /** @param coefficient 0 passes the samples through */
  constructor(private readonly coefficient: number) {}

  /** `count` samples of `input` into `output`, from `offset` on. */
  process(input: Float32Array, count: number, output: Float64Array, offset: number): void {
    const { coefficient } = this;
    let previous = this.previous;
    for (let n = 0; n < count; n++) {
      const sample = input[n]!;
      output[offset + n] = sample - coefficient * previous;
      previous = sample;
    }
    this.previous = previous;
  }

  reset(): void {
    this.previous = 0;
  }
}
