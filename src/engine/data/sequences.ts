import type { TaskId } from '../config/experiment.ts';
import type { Split } from './dataset.ts';
import type { ScoredUnit, Unit } from './symbols/units.ts';

type BySplit<T> = Readonly<Record<Split, T>>;

/** An error rate: of words, of characters, of phones. */
export type ErrorRateId = 'wer' | 'cer' | 'per';

/** What is known of clips that are taken whole, each as long as it is, in the order of their split. Plain data. */
export type Sequences = SentenceSequences | FrameSequences;

interface WholeClips {
  readonly task: Exclude<TaskId, 'words'>;
  /** Frames of each clip's features. */
  readonly lengths: BySplit<Int32Array>;
  /** Frames of what a net answers to it; of a plan, which is of all nets, the fewest. */
  readonly outLengths: BySplit<Int32Array>;
}

/** Where the middles of the answer's frames lie, in seconds from the start of a clip's window. */
export interface FrameGrid {
  readonly firstSeconds: number;
  readonly hopSeconds: number;
}

/** Clips in which each frame of the answer has a label of its own. */
export interface FrameSequences extends WholeClips {
  readonly task: 'frames';
  /** Names that are scored, of which some stand for several classes. */
  readonly scored: readonly string[];
  /** Of each class, which of them it counts as. */
  readonly scoredAs: readonly number[];
  readonly grid: FrameGrid;
  /** What says how training clips are moved in time where they are varied; samples are at the features' rate. */
  readonly training: {
    readonly ids: readonly string[];
    readonly clipSamples: Int32Array;
    readonly windowSamples: Int32Array;
  };
}

/** Clips in which symbols follow one another. */
export interface SentenceSequences extends WholeClips {
  readonly task: 'ctc';
  readonly unit: Unit;
  /** What the verdict goes by. */
  readonly judged: ErrorRateId;
  /** What it counts. */
  readonly scored: ScoredUnit;
  /** How many labels each clip has. */
  readonly labelCounts: BySplit<Int32Array>;
  /** What is said in each, as it is scored. */
  readonly texts: BySplit<readonly string[]>;
}

/** The class between symbols is the one after them all; what it is called among them. */
export const BLANK_NAME = '';
