import type { Experiment } from '../config/experiment.ts';
import type { SkippedFile } from '../data/dataset.ts';
import type { BackendReport, FairnessProof } from '../train/trainer.ts';

export const REPORT_VERSION = 1;

/** Percent, macro averages over the classes, test voices. */
export interface ReportMetrics {
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface ReportModel {
  readonly role: 'teacher' | 'student';
  readonly family: string;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
  /** Means over seeds at the top level. */
  readonly metrics: ReportMetrics;
  /** Measured on this machine, median; absent where not measured. */
  readonly msPerClip?: number;
  /** [K*K] counts on the test voices, rows true; runs only. */
  readonly confusion?: readonly number[];
  readonly fairness?: FairnessProof;
  /** What it was trained on; runs only. */
  readonly backend?: BackendReport;
}

export interface Verdict {
  /** Percentage points; positive when distilled is better. */
  readonly gainPoints: number;
  /** Paired cluster bootstrap: seeds, test speakers, clips. */
  readonly ci95: readonly [number, number];
  /** Share of the distance from alone to teacher that distillation made up; null when the teacher is no better than alone. */
  readonly gapClosed: number | null;
  /** Percent of test clips where distilled and teacher choose the same class. */
  readonly agreement: number;
  /** Number of labels seen. */
  readonly labels: { readonly teacher: number; readonly students: number };
}

/** A knob turned while the run was under way: from this step on the training differs from `config`. */
export interface TurnedKnob {
  readonly model: string;
  readonly step: number;
  readonly key: string;
  readonly value: number;
}

export interface ReportRun {
  readonly seed: number;
  /** In the order in which they were turned; empty for a run left alone. */
  readonly knobs: readonly TurnedKnob[];
  readonly models: Readonly<Record<string, ReportModel>>;
  readonly verdict: Verdict;
}

/** One point of a curve; metrics in percent, losses as they are. */
export interface CurvePoint {
  readonly seed: number;
  readonly model: string;
  readonly step: number;
  readonly metric: string;
  readonly value: number;
}

/** What `--out` writes, the page offers for download and keeps in `#studio-state`. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly config: Experiment;
  readonly dataset: {
    readonly clips: number;
    readonly speakers: number;
    readonly classes: readonly string[];
    readonly minutes: number;
    readonly skipped: readonly SkippedFile[];
  };
  readonly models: Readonly<Record<string, ReportModel>>;
  readonly verdict: Verdict;
  readonly runs: readonly ReportRun[];
  readonly curves: readonly CurvePoint[];
  readonly backend: BackendReport;
  readonly seconds: number;
}
