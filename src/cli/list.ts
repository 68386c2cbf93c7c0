import type { Dataset } from '../engine/data/dataset.ts';
import { describeDataset, type DatasetSummary } from '../engine/data/dataset-summary.ts';
import { layoutEvidence } from './explain.ts';

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
  /** Splits that the corpus's own lists give; the others are drawn. */
  readonly officialSplits: DatasetSummary['officialSplits'];
  readonly warnings: readonly string[];
  /** Code of why words cannot be trained on it; null when they can. */
  readonly refused: string | null;
}

export function listingOf(dataset: Dataset): Listing {
  const { summary } = describeDataset(dataset, null);
  const { clips, speakers, transcripts, phones, splits, officialSplits, rates, noises, warnings, refused } = summary;
  return {
    layout: dataset.layout?.id ?? null,
    evidence: layoutEvidence(dataset.layout),
    clips,
    speakers,
    classes: dataset.classes,
    transcripts,
    phones,
    minutes: Math.round((100 * summary.seconds) / 60) / 100,
    splits,
    officialSplits,
    rates,
    noises,
    warnings: warnings.map(({ code }) => code),
    refused: refused?.code ?? null,
    skipped: summary.skipped,
  };
}
