import { quantile } from '../../src/engine/metrics/quantile.ts';

/** What the micro-kernel reached on one thread in each place, in all rounds of the run. */
export class MicroKernel {
  private readonly gflops = new Map<string, number[]>();

  add(where: string, gflops: readonly number[]): void {
    if (gflops.length > 0) this.gflops.set(where, [...(this.gflops.get(where) ?? []), ...gflops]);
  }

  /** GFLOP/s by place. */
  get medians(): { [where: string]: number } {
    return Object.fromEntries([...this.gflops].map(([where, values]) => [where, quantile(values, 0.5)]));
  }
}
