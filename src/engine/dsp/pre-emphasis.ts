import type { KernelMemory } from './kernel-memory.ts';

/**
 * First-order high-pass y[n] = x[n] - coefficient x[n-1] over a stream; x[-1] = 0.
 * Source: The HTK Book, section 5.2 (Eq. 5.1).
 */
export class PreEmphasis {
  /** Where the kernel keeps the last sample. */
  private readonly previous: number;

  /** @param coefficient 0 passes the samples through */
  constructor(
    private readonly memory: KernelMemory,
    private readonly coefficient: number,
  ) {
    this.previous = memory.allocate(1);
  }

  /** `count` samples at address `at`, in place. */
  process(at: number, count: number): void {
    if (this.coefficient !== 0) this.memory.kernels.emphasise(at, count, this.coefficient, this.previous);
  }

  reset(): void {
    this.memory.floats[this.previous / 4] = 0;
  }
}
