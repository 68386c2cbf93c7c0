import type { DecodingConfig, Experiment } from '../config/experiment.ts';
import type { SkippedFile, Split } from '../data/dataset.ts';
import type { ErrorRateId } from '../data/sequences.ts';
import type { Replaced } from '../data/symbols/normalise.ts';
import type { Vocabulary } from '../data/symbols/vocabulary.ts';
import type { ErrorCounts, SymbolConfusion } from '../metrics/error-rates.ts';
import type { BackendReport, FairnessProof } from '../train/trainer.ts';

export const REPORT_VERSION = 1;

/** Percent, test voices: of words or frames, or of sentences. */
export type ReportMetrics = ClassMetrics | ErrorMetrics;

/** Error rates, the lower the better: `wer` and `cer`, or `per`. */
export type ErrorMetrics = Readonly<Partial<Record<ErrorRateId, number>>>;

/** Macro averages over the classes. */
export type ClassMetrics = Readonly<Record<'accuracy' | 'precision' | 'recall' | 'f1', number>>;

/** How the texts came about that the metrics are of. */
export type ReportDecoding = { readonly decoder: 'greedy' } | BeamDecoding;

export interface BeamDecoding extends Omit<DecodingConfig, 'kind'> {
  readonly decoder: 'beam';
  /** That the language model was counted from: those of the training clips whose label this net may see; 0 without one. */
  readonly sentences: number;
  /** Milliseconds that the search took, mean over the test clips. */
  readonly msPerClip: number;
  /** What the same answers come to without the search and its model. */
  readonly greedy: ErrorMetrics;
}

export interface ReportModel {
  readonly role: 'teacher' | 'student';
  readonly family: string;
  readonly parameters: number;
  readonly macs: number;
  readonly bytes: number;
  /** Means over seeds at the top level. */
  readonly metrics: ReportMetrics;
  /** Of a forward pass on this machine, by the fastest tenth; a CPU does it on one thread. Absent where not measured. */
  readonly msPerClip?: number;
  /** [K*K] counts on the test voices, rows true; of frames K is what is scored. Runs only. */
  readonly confusion?: readonly number[];
  /** What the error rate that is judged by is made of, and its most frequent errors; runs on sentences only. */
  readonly errors?: ErrorCounts;
  readonly confusions?: readonly SymbolConfusion[];
  /** Of sentences only. */
  readonly decoding?: ReportDecoding;
  readonly fairness?: FairnessProof;
  /** What it was trained on; runs only. */
  readonly backend?: BackendReport;
}

/** Those of words or frames; null where errors are counted instead. */
export function classMetrics({ metrics }: Pick<ReportModel, 'metrics'>): ClassMetrics | null {
  return 'accuracy' in metrics ? metrics : null;
}

export interface Verdict {
  /** Percentage points, of accuracy or of errors; positive when distilled is better. */
  readonly gainPoints: number;
  /** Paired cluster bootstrap: seeds, test speakers, clips. */
  readonly ci95: readonly [number, number];
  /** Share of the distance from alone to teacher that distillation made up; null when the teacher is no better than alone. */
  readonly gapClosed: number | null;
  /** Percent of test clips, or of their frames, where distilled and teacher choose the same class, or hear the same. */
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

/** Sentences as they are learnt. */
export interface ReportSentences {
  /** Built from the training texts; the blank of CTC comes after its symbols. */
  readonly vocabulary: Vocabulary;
  /** What the verdict goes by. */
  readonly judged: ErrorRateId;
  /** What the normaliser did to all texts. */
  readonly replaced: readonly Replaced[];
  /** Symbols of validation and test texts that training never has: always heard wrong. The most frequent first. */
  readonly unknown: readonly { readonly symbol: string; readonly count: number }[];
  /** Utterances that nothing can be learnt from, by their id. */
  readonly leftOut: readonly SkippedFile[];
}

/** Phones as they are learnt, frame by frame. */
export interface ReportPhones {
  /** In order of the output units. */
  readonly symbols: readonly string[];
  /** Those that are scored, in order of the confusion matrix: some stand for several of the former. */
  readonly scored: readonly string[];
  /** Frames that have a label. */
  readonly frames: Readonly<Record<Split, number>>;
  /** Scored phones of validation and test that training never has, by their frames: always taken for others. */
  readonly unknown: readonly { readonly symbol: string; readonly count: number }[];
  /** Utterances that nothing can be learnt from, by their id. */
  readonly leftOut: readonly SkippedFile[];
}

/** Audio without labels that students heard through their teachers alone. */
export interface ReportUnlabelled {
  readonly name: string;
  /** That were heard. */
  readonly clips: number;
  readonly minutes: number;
  /** Else nobody can tell whether voices that are held out speak there too. */
  readonly speakersKnown: boolean;
  /** What is in the dataset too, or is said by voices that it holds out. */
  readonly leftOut: readonly SkippedFile[];
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
  /** Only where audio without labels was heard: by the distilled student, not by the one alone. */
  readonly unlabelled?: ReportUnlabelled;
  /**
   * Only where the features of all training clips did not fit into memory, and came portion by portion. On a GPU the teacher's
   * answers may then differ in their last bits.
   */
  readonly features?: 'portions';
  /** Only where sentences are learnt. */
  readonly sentences?: ReportSentences;
  /** Only where the phones of frames are learnt. */
  readonly phones?: ReportPhones;
  readonly models: Readonly<Record<string, ReportModel>>;
  readonly verdict: Verdict;
  readonly runs: readonly ReportRun[];
  readonly curves: readonly CurvePoint[];
  readonly backend: BackendReport;
  readonly seconds: number;
}
