import type { TaskId } from '../engine/config/experiment.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { describeDataset, type DatasetSummary } from '../engine/data/dataset-summary.ts';
import { totalSeconds } from '../engine/data/total-seconds.ts';
import { layoutEvidence } from './explain.ts';
import type { Prediction } from './predict-run.ts';

/** What `--list` prints. */
export interface Listing extends Pick<
  DatasetSummary,
  'clips' | 'speakers' | 'transcripts' | 'phones' | 'splits' | 'rates' | 'noises' | 'skipped'
> {
  /** Id of the layout; null where none tells anything of the files. */
  readonly layout: string | null;
  /** Why, in a sentence; empty without a layout. */
  readonly evidence: string;
  readonly classes: readonly string[];
  readonly minutes: number;
  /** What is heard without labels; null where nothing is named. */
  readonly unlabelled: Pick<Listing, 'clips' | 'minutes'> | null;
  /** Splits that the corpus's own lists give; the others are drawn. */
  readonly officialSplits: DatasetSummary['officialSplits'];
  readonly warnings: readonly string[];
  /** What can be learnt from it, as it is asked for by `--task`; null where nothing can. */
  readonly task: TaskId | null;
  /** All that can, the first being that. */
  readonly tasks: readonly TaskId[];
  /** Code of why nothing can. */
  readonly refused: string | null;
  /** What a run on it would take on this machine; null where nothing can be learnt. */
  readonly predicted: Prediction | null;
}

/** Before anything is predicted. */
export function listingOf(dataset: Dataset): Listing {
  const { summary } = describeDataset(dataset, null);
  const { clips, speakers, transcripts, phones, splits, officialSplits, rates, noises, warnings, task, refused } =
    summary;
  return {
    layout: dataset.layout?.id ?? null,
    evidence: layoutEvidence(dataset.layout),
    clips,
    speakers,
    classes: dataset.classes,
    transcripts,
    phones,
    minutes: minutesOf(dataset),
    unlabelled: dataset.unlabelled
      ? { clips: dataset.unlabelled.utterances.length, minutes: minutesOf(dataset.unlabelled) }
      : null,
    splits,
    officialSplits,
    rates,
    noises,
    warnings: warnings.map(({ code }) => code),
    task: refused ? null : task,
    tasks: refused ? [] : tasksIn(summary),
    refused: refused?.code ?? null,
    predicted: null,
    skipped: summary.skipped,
  };
}

/** To a hundredth. */
function minutesOf(dataset: Pick<Dataset, 'utterances'>): number {
  return Math.round((100 / 60) * totalSeconds(dataset)) / 100;
}

function tasksIn({ task, sentences, timedPhones }: DatasetSummary): TaskId[] {
  const others: TaskId[] = [
    ...(timedPhones ? (['frames'] as const) : []),
    ...(Object.keys(sentences).length > 0 ? (['ctc'] as const) : []),
  ];
  return [task, ...others.filter((other) => other !== task)];
}
