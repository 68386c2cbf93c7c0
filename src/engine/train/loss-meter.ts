import { add, dispose, keep, type Scalar } from '../tensor/index.ts';

/** Sums named losses where they are computed, so that a step reads nothing back. */
export class LossMeter {
  private sums: Record<string, Scalar> = {};
  private steps = 0;

  /** Takes the values of one step; they stay the caller's. */
  add(losses: Readonly<Record<string, Scalar>>): void {
    for (const [name, value] of Object.entries(losses)) {
      const before = this.sums[name];
      this.sums[name] = keep(before ? add<Scalar>(before, value) : value.clone());
      before?.dispose();
    }
    this.steps++;
  }

  /** Means since the last call; empty when there was no step. */
  async read(): Promise<Record<string, number>> {
    const { sums, steps } = this;
    this.sums = {};
    this.steps = 0;
    const means: Record<string, number> = {};
    for (const [name, sum] of Object.entries(sums)) means[name] = (await sum.data())[0]! / steps;
    dispose(Object.values(sums));
    return means;
  }

  dispose(): void {
    dispose(Object.values(this.sums));
    this.sums = {};
  }
}
