/**
 * The first `coefficients` of the orthonormal DCT-II over `length` values: MFCC from log-mel.
 * Source: `torchaudio.functional.create_dct(norm='ortho')`.
 */
export class Dct {
  /** [coefficients, length] */
  private readonly matrix: Float64Array;

  constructor(
    readonly length: number,
    readonly coefficients: number,
  ) {
    this.matrix = new Float64Array(coefficients * length);
    for (let k = 0; k < coefficients; k++) {
      const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
      for (let n = 0; n < length; n++) {
        this.matrix[k * length + n] = scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * length));
      }
    }
  }

  /** From `input` [length] into `output` [coefficients]. */
  apply(input: Float64Array, output: Float64Array): void {
    const { matrix, length, coefficients } = this;
    for (let k = 0, at = 0; k < coefficients; k++) {
      let sum = 0;
      for (let n = 0; n < length; n++, at++) sum += matrix[at]! * input[n]!;
      output[k] = sum;
    }
  }
}
