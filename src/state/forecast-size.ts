import type { Experiment } from '../engine/config/experiment.ts';
import type { ParamValues } from '../engine/core/param-spec.ts';
import type { Split } from '../engine/data/dataset.ts';
import { models } from '../engine/models/catalog.ts';
import type { SentenceSummary } from '../engine/tasks/ctc/describe-sentences.ts';
import { taskOn } from './fit-task.ts';
import { meanSeconds, shapeOn } from './net-shape.ts';
import type { DatasetSummary } from './services.ts';

/** How much a run would have to do: of words windows, of clips that are taken whole so many of mean length. */
export function forecastSize(experiment: Experiment, dataset: DatasetSummary) {
  const shape = shapeOn(experiment, dataset);
  const task = taskOn(experiment, dataset);
  const sentences = task === 'ctc' ? dataset.sentences[experiment.task.symbols] : undefined;
  const phones = task === 'frames' ? dataset.timedPhones : null;
  const said = sentences ?? phones;
  const clips = (split: Split): number => said?.clips[split] ?? dataset.splits?.[split].clips ?? 0;
  const outFrames = (family: string, settings: ParamValues) =>
    models.get(family).outFrames?.(shape.frames, settings) ?? shape.frames;
  return {
    shape,
    clipSeconds: said ? meanSeconds(dataset) : dataset.windowSeconds,
    whole: sentences
      ? { task: 'ctc' as const, outFrames, symbols: meanSymbols(sentences) }
      : phones && { task: 'frames' as const, outFrames },
    clips: { train: clips('train'), validation: clips('validation'), test: clips('test') },
  };
}

function meanSymbols({ vocabulary, clips }: SentenceSummary): number {
  return Math.round(vocabulary.counts.reduce((sum, count) => sum + count, 0) / Math.max(1, clips.train));
}
