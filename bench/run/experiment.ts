/** Whole experiments that are timed. */
export type ExperimentId = 'default' | 'rnn-to-rnn';

export interface ExperimentTime {
  /** In the page from the beginning of the navigation to the verdict shown; in Node from reading the pack to the report. */
  readonly totalMs: number;
  readonly backend: string;
  /** Tasks of the page's own thread over 50 ms, from Run to the verdict. */
  readonly longTasksMs: readonly number[];
}
