import type { TrainEvent } from '../engine/train/events.ts';

/** An event of a training on its way between threads. */
export interface TrainEnvelope {
  readonly runId: string;
  readonly trainingId: string;
  /** Counts up from 0 without a gap. */
  readonly seq: number;
  readonly event: TrainEvent;
}
