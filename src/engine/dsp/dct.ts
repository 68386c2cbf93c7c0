import { LANES, type KernelMemory } from './kernel-memory.ts';

/**
 * The first `coefficients` of the orthonormal DCT-II over `length` values: MFCC from log-mel.
 * Source: `torchaudio.functional.create_dct(norm='ortho')`.
 */
export class Dct {
  /** Address of the last result, [coefficients][LANES]. */
  readonly cepstra: number;
  /** Address of [coefficients, length]. */
  private readonly matrix: number;

  constructor(
    private readonly memory: KernelMemory,
    readonly length: number,
    readonly coefficients: number,
  ) {
    const matrix = new Float32Array(coefficients * length);
    for (let k = 0; k < coefficients; k++) {
      const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
      for (let n = 0; n < length; n++) {
        matrix[k * length + n] = scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * length));
      }
    }
    this.matrix = memory.place(matrix);
    this.cepstra = memory.allocate(coefficients * LANES);
  }

  /** From address `input` [length][LANES] into `cepstra`. */
  apply(input: number): void {
    this.memory.kernels.cosines(input, this.length, this.matrix, this.coefficients, this.cepstra);
  }
}
