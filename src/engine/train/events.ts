import type { ErrorReport } from '../core/errors.ts';
import type { ErrorRateId } from '../data/sequences.ts';
import type { ErrorCounts, SymbolConfusion } from '../metrics/error-rates.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Scores over one split: of classes, or of what was heard symbol by symbol. */
export type Scores = ClassScores | ErrorScores;

/** Errors over one split, all clips together. */
export interface ErrorScores {
  /** Fractions of what was said, above 1 where more is heard: words and characters, or phones alone. */
  readonly errorRates: Readonly<Partial<Record<ErrorRateId, number>>>;
  /** The one that is judged by, and what it is made of. */
  readonly judged: ErrorRateId;
  readonly counts: ErrorCounts;
  /** The most frequent ones, in the units of what is judged. */
  readonly confusions: readonly SymbolConfusion[];
}

/** Shares as fractions 0 to 1, macro averages over the classes. */
export interface ClassScores {
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly perClass: readonly {
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly support: number;
  }[];
  /** [K*K] counts, row = true class, column = answer. */
  readonly confusion: readonly number[];
}

/** What one training tells the outside. A closed union: narrow it to `never`. */
export type TrainEvent =
  | { readonly kind: 'started'; readonly step: number; readonly steps: number }
  /** At most ten a second; losses by term are means since the last one. */
  | {
      readonly kind: 'progress';
      readonly step: number;
      readonly steps: number;
      readonly losses: Readonly<Record<string, number>>;
      readonly learningRate: number;
      readonly stepMs: number;
    }
  /** On the validation voices, about twenty a run, at the same steps for all. */
  | {
      readonly kind: 'evaluated';
      readonly step: number;
      readonly scores: Scores;
      /** Of the labels: cross-entropy, or CTC's in nats a symbol. */
      readonly loss: number;
      /** T^2 KL from the reference teacher at the temperature the run began with; null for teachers. */
      readonly distillationLoss: number | null;
      /** This step's weights are the best so far on the validation voices. */
      readonly best: boolean;
    }
  | { readonly kind: 'waiting'; readonly for: 'features' }
  | { readonly kind: 'paused'; readonly step: number }
  | { readonly kind: 'resumed'; readonly step: number }
  /** A knob turned while running: a mark on the curves. */
  | { readonly kind: 'knob'; readonly step: number; readonly key: string; readonly value: number }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | {
      readonly kind: 'finished';
      readonly step: number;
      readonly bestStep: number;
      readonly reason: 'steps' | 'patience' | 'stopped';
    }
  | { readonly kind: 'failed'; readonly step: number; readonly error: ErrorReport };
