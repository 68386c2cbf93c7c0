import { quantile } from '../../src/engine/metrics/quantile.ts';
import type { Measured, Prepared } from '../contestants/contestant.ts';
import { nameOf, type Entrant } from '../run/entrants.ts';
import { netOf } from '../works/net.ts';
import { recogniserCost } from '../works/recogniser.ts';
import { batchOf, flopsOf, workOf, type Task } from '../works/task.ts';
import type { Result } from './schema.ts';
import { summaryOf } from './statistics.ts';

/** What one entrant did in all rounds of a task. */
export interface TaskRecord {
  readonly entrant: Entrant;
  readonly prepared: Prepared;
  readonly rounds: readonly Measured[];
}

/** Why what was measured is not the same work as the others'; null where it is. */
export function otherWork(task: Task, { entrant, prepared, rounds }: TaskRecord, first: TaskRecord): string | null {
  const value = rounds.at(-1)?.value ?? NaN;
  if (!Number.isFinite(value)) return 'it gives no finite number';
  switch (task.kind) {
    case 'net': {
      const { parameters } = netOf(task.net);
      // tf.layers has other biases in its recurrent layers.
      if (entrant.library !== 'tf.layers' && prepared.parameters !== parameters)
        return `${prepared.parameters} parameters instead of ${parameters}`;
      return value < prepared.value ? null : `its loss does not fall: ${prepared.value} to ${value}`;
    }
    case 'recogniser':
      if (prepared.parameters !== recogniserCost(task).parameters) return `${prepared.parameters} parameters`;
      return value < prepared.value ? null : `its loss does not fall: ${prepared.value} to ${value}`;
    case 'product':
    case 'ctc':
      return Math.abs(value - first.prepared.value) < 1e-2 * Math.max(1, Math.abs(value))
        ? null
        : `its ${task.kind} is ${value}`;
    case 'log-mel':
      // Windows at the very end of the hour may fit or not.
      return Math.abs(value - first.prepared.value) < 10 ? null : `it gives ${value} frames`;
  }
}

/** The rows of one task. */
export function resultsOf(task: Task, records: readonly TaskRecord[]): Result[] {
  const flops = flopsOf(task);
  return records.map((record) => {
    const { entrant, prepared, rounds } = record;
    const stepMs = summaryOf(rounds.flatMap(({ stepsMs }) => stepsMs));
    const reference = referenceFor(entrant.where, records);
    const gflops = flops === null ? null : flops / (1e6 * stepMs.median);
    const peaksMb = rounds.flatMap(({ peakMemoryMb }) => (peakMemoryMb === null ? [] : [peakMemoryMb]));
    return {
      work: workOf(task),
      batch: batchOf(task),
      who: nameOf(entrant),
      where: entrant.where,
      threads: entrant.threads,
      stepMs,
      ratioToOurs: reference === null ? null : reference / stepMs.median,
      gflops,
      shareOfPeak: flops === null ? null : shareOfPeak(flops, rounds),
      dispatches: rounds.at(-1)?.dispatches ?? null,
      peakMemoryMb: peaksMb.length === 0 ? null : Math.max(...peaksMb),
      firstStepMs: prepared.firstStepMs,
    };
  });
}

/** Each step is held against the micro-kernel of its own moment: a machine's pace changes from one second to the next. */
function shareOfPeak(flops: number, rounds: readonly Measured[]): number | null {
  const shares = rounds.flatMap(({ stepsMs, microKernelGflops }) =>
    (microKernelGflops ?? []).map((gflops, step) => flops / (1e6 * stepsMs[step]! * gflops)),
  );
  return shares.length === 0 ? null : quantile(shares, 0.5);
}

/** Median milliseconds of the fastest of ours in the same place; Python's rivals are met in Node, else in Chromium. */
function referenceFor(where: Result['where'], records: readonly TaskRecord[]): number | null {
  const places = where === 'python' ? ['node', 'chromium'] : [where];
  for (const place of places) {
    const medians = records
      .filter(({ entrant }) => entrant.library === 'ours' && entrant.where === place)
      .map(({ rounds }) =>
        quantile(
          rounds.flatMap(({ stepsMs }) => stepsMs),
          0.5,
        ),
      );
    if (medians.length > 0) return Math.min(...medians);
  }
  return null;
}
