import type { ErrorCode, ErrorParams } from '../core/errors.ts';

export const splits = ['train', 'validation', 'test'] as const;
export type Split = (typeof splits)[number];

/** Where the samples of a clip lie in its dataset's bank: mono, at their true rate. */
export interface AudioRef {
  /** First sample in {@link Dataset.pcm}. */
  readonly offset: number;
  /** Number of samples. */
  readonly length: number;
  readonly sampleRateHz: number;
}

/** A stretch of a recording with a symbol (a phone, a word): times in seconds. */
export interface Segment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly symbol: string;
}

export interface Utterance {
  /** Unique in its dataset, stable across loads; the file's path for own audio. */
  readonly id: string;
  readonly audio: AudioRef;
  readonly speaker?: string;
  /** An official split; without one, the splitter decides. */
  readonly split?: Split;
  readonly label?: string;
  readonly transcript?: string;
  readonly segments?: readonly Segment[];
}

export interface SkippedFile {
  readonly file: string;
  readonly reason: ErrorCode;
  readonly params?: ErrorParams;
}

/** Recordings with what is known of them, in memory. Plain data: crosses threads (the bank shared where the page is isolated). */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  /** Hex digest of what it holds; names the dataset in a link. */
  readonly fingerprint: string;
  /** Sorted; the index of a class is its output unit. */
  readonly classes: readonly string[];
  /** In a fixed order. */
  readonly utterances: readonly Utterance[];
  readonly speakersKnown: boolean;
  readonly skipped: readonly SkippedFile[];
  /** How labels were read from a person's files: which layout, and what spoke for it. */
  readonly layout?: { readonly id: string; readonly evidence: ErrorParams };
  /** Recordings of noise alone, in the same bank: what `recorded` noise is taken from. */
  readonly noises?: readonly AudioRef[];
  /** Samples of all clips, -1 to 1, one after another; over a SharedArrayBuffer where there is one. */
  readonly pcm: Float32Array;
}
