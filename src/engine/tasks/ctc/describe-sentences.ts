import { presetExperiment } from '../../config/resolve.ts';
import { splits as splitNames, type Dataset, type Split } from '../../data/dataset.ts';
import type { Unit } from '../../data/symbols/units.ts';
import { methods } from '../../distill/catalog.ts';
import type { ReportSentences } from '../../experiment/report.ts';
import { models } from '../../models/catalog.ts';
import { planSentences } from './plan.ts';

/** What can be learnt of sentences, as the preset for them would. */
export interface SentenceSummary extends ReportSentences {
  /** That can be learnt from or scored. */
  readonly clips: Readonly<Record<Split, number>>;
}

/** By what they can be written in. Empty where nothing is said. */
export type SentencesByUnit = Readonly<Partial<Record<Unit, SentenceSummary>>>;

/** The units that the clips of a dataset tell, the first by themselves. */
export function unitsToldBy({ utterances }: Pick<Dataset, 'utterances'>): readonly Unit[] {
  return [
    ...(utterances.some(({ transcript }) => transcript !== undefined) ? (['characters', 'words'] as const) : []),
    ...(utterances.some(({ segments }) => segments !== undefined) ? (['phones'] as const) : []),
  ];
}

/** @throws StudioError `data/no-transcripts`, `data/too-few-sentences` */
export function describeSentences(dataset: Dataset, unit: Unit): SentenceSummary {
  const experiment = presetExperiment('sentences', { models, methods });
  const task = { ...experiment.task, symbols: unit };
  const { members, sentences } = planSentences(dataset, { ...experiment, task });
  const clips = Object.fromEntries(splitNames.map((split) => [split, members[split].length])) as Record<Split, number>;
  return { ...sentences!, clips };
}
