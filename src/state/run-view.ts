import type { ErrorReport } from '../engine/core/errors.ts';
import type { ModelCost } from '../engine/models/model.ts';
import type { Report, ReportPhones, ReportSentences } from '../engine/experiment/report.ts';
import type { BackendReport } from '../engine/train/trainer.ts';
import type { Scores } from '../engine/train/events.ts';

/** Metrics that have a curve; validation voices. Shares and error rates in percent. */
export const curveMetrics = [
  'distillationLoss',
  'loss',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'wer',
  'cer',
  'per',
] as const;
export type CurveMetric = (typeof curveMetrics)[number];

export interface Point {
  readonly step: number;
  readonly value: number;
}

export interface Mark {
  readonly trainingId: string;
  readonly step: number;
  readonly key: string;
  readonly value: number;
}

export interface TrainingView {
  readonly id: string;
  readonly role: 'teacher' | 'student';
  readonly status: 'waiting' | 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';
  /** Its patience was at an end before its steps were. */
  readonly stoppedEarly: boolean;
  readonly step: number;
  readonly steps: number;
  readonly stepMs: number | null;
  /** Training losses by named term, latest. */
  readonly losses: Readonly<Record<string, number>>;
  readonly curves: Readonly<Record<CurveMetric, readonly Point[]>>;
  /** Latest on the validation voices. */
  readonly validation: Scores | null;
  /** On the test voices; null until the end. */
  readonly test: Scores | null;
  readonly msPerClip: number | null;
  readonly cost: ModelCost | null;
  readonly labels: number | null;
  readonly backend: BackendReport | null;
}

/** Time until the verdict; while later stages cannot be judged, until the stage under way is over. */
export interface Remaining {
  readonly of: 'run' | 'stage';
  readonly seconds: number;
}

/** All that the page shows of a run; keyed by training id. */
export interface RunView {
  readonly status: 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';
  readonly seeds: readonly number[];
  /** The seed under way; curves of earlier seeds are in `earlier`. */
  readonly seed: number | null;
  readonly order: readonly string[];
  readonly trainings: Readonly<Record<string, TrainingView>>;
  readonly earlier: readonly { readonly seed: number; readonly trainings: Readonly<Record<string, TrainingView>> }[];
  readonly marks: readonly Mark[];
  readonly features: { readonly done: number; readonly total: number } | null;
  /** Where sentences are learnt: what they are made of. */
  readonly sentences: ReportSentences | null;
  /** Where the phones of frames are learnt: which. */
  readonly phones: ReportPhones | null;
  /** 0 to 1 over the whole run. */
  readonly progress: number;
  readonly remaining: Remaining | null;
  readonly report: Report | null;
  readonly error: { readonly trainingId: string | null; readonly error: ErrorReport } | null;
  /** Why the run went on elsewhere; null when it did not. */
  readonly moved: ErrorReport | null;
  /** Why this browser does not keep the run; it goes on all the same. */
  readonly notKept: ErrorReport | null;
}

/** From the wish to run until its end. */
export function underWay({ status }: Pick<RunView, 'status'>): boolean {
  return status === 'preparing' || status === 'running' || status === 'paused';
}
