import type { Task } from '../works/task.ts';

/** How a contestant is to run. Plain JSON. */
export interface Setting {
  readonly backend: string;
  /** Null where threads are not ours to set (a GPU). */
  readonly threads: number | null;
}

/** A task made ready by one contestant. */
export interface Ready {
  /** Numbers in the parameters of a net; null for other works. */
  readonly parameters: number | null;
  /** How many times one `step` does the work: short works repeat, so that the clock can tell. */
  readonly repeats: number;
  /**
   * Does the work and waits until it is done.
   * @returns what the driver checks: the loss, the first entry of a product, the number of frames
   */
  step(): Promise<number>;
  /** GFLOP/s that the plain micro-kernel of its matrix product reaches at this moment, on all its threads together. */
  readonly microKernelGflops?: (() => number) | undefined;
}

/** A backend that a contestant could run on here. */
export interface BackendFacts {
  readonly id: string;
  readonly available: boolean;
  readonly software: boolean;
  readonly adapter: string;
  readonly detail: string;
}

/** A library that takes part. */
export interface Contestant {
  describe(): Promise<readonly BackendFacts[]>;
  /** @throws Error with the reason where it cannot do this task */
  prepare(task: Task, setting: Setting): Promise<Ready>;
  /** Further calls that only this library answers, by name. */
  readonly extra?: Readonly<Record<string, (argument: never) => Promise<unknown>>>;
}

/** Answer to `prepare`. */
export interface Prepared {
  readonly parameters: number | null;
  readonly firstStepMs: number;
  readonly value: number;
}

/** How long to measure: until `ms` have gone or `steps` are done, but one step at least. */
export interface Budget {
  readonly ms: number;
  readonly steps: number;
}

/** Answer to `measure`. */
export interface Measured {
  /** Each step's milliseconds, repeats divided out. */
  readonly stepsMs: readonly number[];
  /** What the micro-kernel reached around each step, the mean of before and after; null where there is none of ours. */
  readonly microKernelGflops: readonly number[] | null;
  /** Of the last step. */
  readonly value: number;
  /** GPU dispatches (WebGL: draw calls) a step; null on the CPU. */
  readonly dispatches: number | null;
  readonly peakMemoryMb: number | null;
}
