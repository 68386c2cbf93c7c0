import { fusedOps, keep, zeros, type Scalar, type Tensor } from '../tensor/index.ts';

/** Sums named losses where they are computed, so that a step reads nothing back. */
export class LossMeter {
  private names: readonly string[] = [];
  private sums: Tensor | null = null;
  private steps = 0;

  /** Takes the values of one step; they stay the caller's. The names are those of the first step since they were read. */
  add(losses: Readonly<Record<string, Scalar>>): void {
    if (!this.sums) {
      this.names = Object.keys(losses);
      this.sums = keep(zeros([this.names.length]));
    }
    this.sums = fusedOps().accumulate(
      this.sums,
      this.names.map((name) => losses[name]!),
    );
    this.steps++;
  }

  /** Means since the last call; empty when there was no step. */
  async read(): Promise<Record<string, number>> {
    const { names, sums, steps } = this;
    if (!sums) return {};
    this.sums = null;
    this.steps = 0;
    const values = await sums.data();
    sums.dispose();
    return Object.fromEntries(names.map((name, i) => [name, values[i]! / steps]));
  }

  dispose(): void {
    this.sums?.dispose();
    this.sums = null;
  }
}
