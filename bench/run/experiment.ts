import type { TaskSummary } from './page-tasks.ts';

/** Whole experiments that are timed. */
export type ExperimentId = 'default' | 'rnn-to-rnn';

export interface ExperimentTime {
  /** In the page from the beginning of the navigation to the verdict shown; in Node from reading the pack to the report. */
  readonly totalMs: number;
  readonly backend: string;
  /** Of the page's own thread, from Run to the verdict; null where there is no page. */
  readonly tasks: TaskSummary | null;
}
