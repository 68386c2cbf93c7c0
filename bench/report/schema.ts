import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const text = v.pipe(v.string(), v.minLength(1));

export const resultSchema = v.strictObject({
  work: text,
  /** Null where the work has no batches. */
  batch: v.nullable(count),
  /** The library and its backend, such as `ours wasm`. */
  who: text,
  where: v.picklist(['node', 'chromium', 'python']),
  /** Null where the library or a GPU decides. */
  threads: v.nullable(count),
  stepMs: v.strictObject({ median: amount, min: amount, max: amount }),
  /**
   * Time of ours by time of this one: below 1, ours is faster. Ours is the fastest of Stillhouse's backends in the same
   * place (Python's rows: in Node, or in Chromium where Node did not run).
   */
  ratioToOurs: v.nullable(amount),
  gflops: v.nullable(amount),
  /** GFLOP/s by those of the plain micro-kernel alone on the same threads right before and after; the median of all steps. */
  shareOfPeak: v.nullable(amount),
  /** GPU dispatches (WebGL: draw calls) a step. */
  dispatches: v.nullable(count),
  /** Node, Python: the most memory the process had. Chromium: the most that the tensors took. */
  peakMemoryMb: v.nullable(amount),
  firstStepMs: v.nullable(amount),
});

/** Why a contestant has no result. */
export const absenceSchema = v.strictObject({
  work: text,
  batch: v.nullable(count),
  who: text,
  where: v.picklist(['node', 'chromium', 'python']),
  threads: v.nullable(count),
  reason: text,
});

export const goalSchema = v.strictObject({
  what: text,
  measured: v.number(),
  goal: amount,
  worst: amount,
  /** Whether more is better. */
  rising: v.boolean(),
});

const longTasksSchema = v.strictObject({
  work: text,
  /** That the rest tells of, all together. */
  runs: count,
  /** Tasks of the page's thread over 50 ms by the clock: since Run was pressed, of a core, what the host gave to others. */
  long: v.array(v.strictObject({ afterMs: amount, wallMs: amount, cpuMs: amount, lostMs: amount })),
  /** Of all its tasks. */
  longestMs: amount,
  /** The most that any needed of a core: what a longer one took beyond it, it did not run. */
  mostOnCoreMs: amount,
});

const growthSchema = v.strictObject({
  family: text,
  backend: text,
  steps: count,
  tensors: v.number(),
  tensorBytes: v.number(),
  /** Null on backends without kernels of ours. */
  kernelBytes: v.nullable(v.number()),
  heapMb: v.number(),
  buffersMb: v.number(),
  rssMb: v.number(),
});

export const fileSchema = v.strictObject({
  version: v.literal(4),
  date: v.pipe(v.string(), v.isoTimestamp()),
  commit: text,
  machine: v.strictObject({
    words: text,
    cpu: text,
    cores: count,
    memoryGb: amount,
    os: text,
    node: text,
    browser: v.nullable(text),
    libraries: v.record(text, text),
  }),
  busy: v.strictObject({
    busy: v.boolean(),
    reasons: v.array(text),
    loadBefore: amount,
    loadDuring: amount,
    /** Cores that others used while nothing of ours ran but the calibration loop. */
    othersCores: amount,
    calibrationMs: v.nullable(v.strictObject({ median: amount, min: amount, max: amount, spread: amount })),
  }),
  /** GFLOP/s of the plain micro-kernel on one thread, by place where it was measured. */
  microKernel: v.record(text, amount),
  results: v.array(resultSchema),
  absent: v.array(absenceSchema),
  goals: v.array(goalSchema),
  longTasks: v.array(longTasksSchema),
  growth: v.array(growthSchema),
});

export type Result = v.InferOutput<typeof resultSchema>;
export type Absence = v.InferOutput<typeof absenceSchema>;
export type Goal = v.InferOutput<typeof goalSchema>;
export type LongTasks = v.InferOutput<typeof longTasksSchema>;
export type GrowthResult = v.InferOutput<typeof growthSchema>;
export type BenchFile = v.InferOutput<typeof fileSchema>;
export type Where = Result['where'];
