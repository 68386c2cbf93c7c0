import type { LossTerm } from '../distill/method.ts';
import { add, dispose, keep, mul, tidy, type Scalar } from '../tensor/index.ts';

/** Sums named loss terms where they are computed, so that a step reads nothing back. */
export class LossMeter {
  private sums: Record<string, Scalar> = {};
  private steps = 0;

  add(terms: Readonly<Record<string, LossTerm>>): void {
    const previous = this.sums;
    this.sums = tidy(() => {
      let total: Scalar | null = null;
      const next: Record<string, Scalar> = {};
      for (const [name, { value, weight }] of Object.entries(terms)) {
        const weighted = mul<Scalar>(value, weight);
        total = total ? add<Scalar>(total, weighted) : weighted;
        next[name] = keep(previous[name] ? add<Scalar>(previous[name], value) : value.clone());
      }
      if (total) next['total'] = keep(previous['total'] ? add<Scalar>(previous['total'], total) : total.clone());
      return next;
    });
    dispose(Object.values(previous));
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
