import type { ErrorReport } from '../core/errors.ts';
import type { ModelCost } from '../models/model.ts';
import type { BackendReport } from '../train/trainer.ts';
import type { Scores, TrainEvent } from '../train/events.ts';
import type { Report, ReportPhones, ReportSentences } from './report.ts';

/** What an experiment tells while it runs. A closed union. */
export type RunEvent =
  | {
      readonly kind: 'run-started';
      readonly runId: string;
      readonly seeds: readonly number[];
      readonly trainings: readonly string[];
    }
  /** Only where sentences are learnt, before the first seed. */
  | { readonly kind: 'sentences'; readonly sentences: ReportSentences }
  /** Only where the phones of frames are learnt, before the first seed. */
  | { readonly kind: 'phones'; readonly phones: ReportPhones }
  | { readonly kind: 'seed-started'; readonly seed: number }
  /** Front end at work: share of the training clips' first version that is ready. */
  | { readonly kind: 'features'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'training-ready';
      readonly seed: number;
      readonly trainingId: string;
      readonly backend: BackendReport;
      readonly cost: ModelCost;
      /** Labels that this training may see. */
      readonly labels: number;
    }
  | { readonly kind: 'train'; readonly seed: number; readonly trainingId: string; readonly event: TrainEvent }
  /** On the test voices, once, at the end of a seed. */
  | {
      readonly kind: 'tested';
      readonly seed: number;
      readonly trainingId: string;
      readonly scores: Scores;
      readonly msPerClip: number;
    }
  | { readonly kind: 'seed-finished'; readonly seed: number }
  /** This browser does not keep the run (disk full, private window), or its features: it goes on all the same. */
  | { readonly kind: 'not-kept'; readonly error: ErrorReport }
  /** The device of the run was lost; it goes on with the CPU from its last checkpoint. */
  | { readonly kind: 'moved'; readonly error: ErrorReport }
  | { readonly kind: 'run-paused' }
  | { readonly kind: 'run-resumed' }
  | { readonly kind: 'run-finished'; readonly report: Report }
  | { readonly kind: 'run-stopped' }
  | { readonly kind: 'run-failed'; readonly trainingId: string | null; readonly error: ErrorReport };
