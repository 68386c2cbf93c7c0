import type { MicroKernelPeak } from '../contestants/ours/micro-kernel-peak.ts';
import { quantile } from '../report/statistics.ts';

/** What the micro-kernel reaches in each place, measured in between the rounds, or why it is not known. */
export class MicroKernelPeaks {
  private readonly measured = new Map<string, number[]>();
  private readonly missing = new Map<string, string>();

  add(where: string, peak: MicroKernelPeak): void {
    if ('missing' in peak) this.missing.set(where, peak.missing);
    else this.measured.set(where, [...(this.measured.get(where) ?? []), peak.gflops]);
  }

  addAll(others: MicroKernelPeaks): void {
    for (const [where, values] of others.measured) for (const gflops of values) this.add(where, { gflops });
    for (const [where, missing] of others.missing) this.add(where, { missing });
  }

  /** Median GFLOP/s by place: the same statistic as the times that are held against it. */
  get gflops(): ReadonlyMap<string, number> {
    return new Map([...this.measured].map(([where, values]) => [where, quantile(values, 0.5)]));
  }

  toJson(): { [where: string]: number | string } {
    return { ...Object.fromEntries(this.missing), ...Object.fromEntries(this.gflops) };
  }
}
