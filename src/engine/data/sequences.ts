import type { TaskId } from '../config/experiment.ts';
import type { Split } from './dataset.ts';
import type { Unit } from './symbols/units.ts';

type BySplit<T> = Readonly<Record<Split, T>>;

/** An error rate: of words, of characters, of phones. */
export type ErrorRateId = 'wer' | 'cer' | 'per';

/** What is known of clips that are taken whole, each as long as it is, in the order of their split. Plain data. */
export interface Sequences {
  readonly task: Exclude<TaskId, 'words'>;
  readonly unit: Unit;
  /** What the verdict goes by. */
  readonly judged: ErrorRateId;
  /** Frames of each clip's features. */
  readonly lengths: BySplit<Int32Array>;
  /** Frames of what a net answers to it; of a plan, which is of all nets, the fewest. */
  readonly outLengths: BySplit<Int32Array>;
  /** How many labels each clip has. */
  readonly labelCounts: BySplit<Int32Array>;
  /** What is said in each, as it is scored. */
  readonly texts: BySplit<readonly string[]>;
}

/** The class between symbols is the one after them all; what it is called among them. */
export const BLANK_NAME = '';
