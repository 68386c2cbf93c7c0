import { presetFor } from '../../config/presets/catalog.ts';
import { presetExperiment } from '../../config/resolve.ts';
import { splits as splitNames, type Dataset, type Split } from '../../data/dataset.ts';
import { methods } from '../../distill/catalog.ts';
import type { ReportPhones } from '../../experiment/report.ts';
import { models } from '../../models/catalog.ts';
import { planFrames } from './plan.ts';

/** What can be learnt of phones with times, as the preset for them would. */
export interface PhoneSummary extends ReportPhones {
  /** That can be learnt from or scored. */
  readonly clips: Readonly<Record<Split, number>>;
}

/** @throws StudioError `data/too-few-sentences`, `data/too-few-classes` */
export function describePhones(dataset: Dataset): PhoneSummary {
  const experiment = presetExperiment(presetFor('frames').id, { models, methods });
  const { members, phones } = planFrames(dataset, experiment);
  const clips = Object.fromEntries(splitNames.map((split) => [split, members[split].length])) as Record<Split, number>;
  return { ...phones!, clips };
}
