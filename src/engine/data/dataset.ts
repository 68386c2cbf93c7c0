import type { ErrorCode, ErrorParams } from '../core/errors.ts';
import type { ColumnMapping } from './layouts/choice.ts';
import type { ClipNote } from './own-clip.ts';
import type { SampleCoding } from './samples/sample-coding.ts';
import type { StoredSamples } from './samples/stored-samples.ts';

export const splits = ['train', 'validation', 'test'] as const;
export type Split = (typeof splits)[number];

/** Where the samples of a clip lie, in its dataset's bank or file: mono, at their true rate. */
export interface AudioRef {
  /** First sample in {@link Dataset.pcm}; in {@link Dataset.stored}, counted in samples of this clip's coding. */
  readonly offset: number;
  /** Number of samples. */
  readonly length: number;
  readonly sampleRateHz: number;
  /** `float32` where it is left out, as in every bank. */
  readonly coding?: SampleCoding;
  /** Names what is heard, in whatever dataset it is: digest of the recording, and where the clip begins in it. */
  readonly content?: string;
  /** That the samples lie in, where it is not the dataset's own: that of {@link Dataset.unlabelled}. */
  readonly bank?: 'unlabelled';
}

/** A stretch of a recording with a symbol (a phone, a word): times in seconds. */
export interface Segment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly symbol: string;
}

/** What a browser was made to do to a voice before it was recorded, as for telephony. */
export interface InputProcessing {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
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
  /** Phones with times from the clip's start, as the corpus writes them. */
  readonly segments?: readonly Segment[];
  readonly words?: readonly Segment[];
  /** Of a clip that was recorded here. */
  readonly processing?: InputProcessing;
}

export interface SkippedFile {
  readonly file: string;
  readonly reason: ErrorCode;
  readonly params?: ErrorParams;
}

/** Something to know of a file that is used. */
export interface FileNote extends ClipNote {
  readonly file: string;
}

/** Which layout labels were read by, what spoke for it, and what a person can set of it. */
export interface LayoutFinding {
  /** Null: no layout tells anything of the files. */
  readonly id: string | null;
  /** Chosen by hand. */
  readonly chosen: boolean;
  readonly evidence: ErrorParams;
  /** What a person can choose from, in the catalog's order, and what of each can be set. */
  readonly choices: readonly { readonly id: string; readonly settable?: 'template' | 'columns' }[];
  /** What is read of the first files. */
  readonly examples: readonly LayoutExample[];
  /** As names are read, where another template can be given. */
  readonly template?: string;
  /** Of a table whose columns can be mapped. */
  readonly columns?: { readonly names: readonly string[]; readonly mapping: ColumnMapping };
  /** Recordings long enough to be cut at silences that nothing else cuts. */
  readonly uncut: number;
  /** Clips whose text has nothing in it; none where it is left out. */
  readonly emptyTexts?: number;
  readonly splitAtSilences: boolean;
}

export interface LayoutExample {
  readonly file: string;
  readonly label: string | null;
  readonly speaker: string | null;
  readonly transcript: string | null;
}

/**
 * Sound of which nobody needs to have said what it is: a student can hear its teacher's answers to it, and learns nothing
 * else of it, whatever its utterances tell.
 */
export type UnlabelledAudio = Pick<Dataset, 'name' | 'fingerprint' | 'utterances' | 'speakersKnown' | 'pcm' | 'stored'>;

/** Recordings with what is known of them. Plain data: crosses threads (the bank shared where the page is isolated). */
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
  /** What was done to files that are used; none where it is left out. */
  readonly notes?: readonly FileNote[];
  /** Recordings of noise alone, in the same bank: what `recorded` noise is taken from. */
  readonly noises?: readonly AudioRef[];
  /** How a person's files were read. */
  readonly layout?: LayoutFinding;
  /** Samples of all clips, -1 to 1, one after another; over a SharedArrayBuffer where there is one. Empty where they are stored. */
  readonly pcm: Float32Array;
  /** The file that they lie in, where that is not memory. */
  readonly stored?: StoredSamples;
  /** Beside what it holds itself: heard by a run that asks for it, see `engine/experiment/unlabelled`. */
  readonly unlabelled?: UnlabelledAudio;
}
