import type { Experiment } from '../engine/config/experiment.ts';
import type { ParamValues } from '../engine/core/param-spec.ts';
import type { Split } from '../engine/data/dataset.ts';
import { models } from '../engine/models/catalog.ts';
import { taskOn } from './fit-task.ts';
import { meanSeconds, shapeOn } from './net-shape.ts';
import type { DatasetSummary } from './services.ts';

/** How much a run would have to do: of words windows, of sentences so many of mean length. */
export function forecastSize(experiment: Experiment, dataset: DatasetSummary) {
  const shape = shapeOn(experiment, dataset);
  const said = taskOn(experiment, dataset) === 'ctc' ? dataset.sentences[experiment.task.symbols] : undefined;
  const clips = (split: Split): number => said?.clips[split] ?? dataset.splits?.[split].clips ?? 0;
  const symbols = said && said.vocabulary.counts.reduce((sum, count) => sum + count, 0) / Math.max(1, said.clips.train);
  return {
    shape,
    clipSeconds: said ? meanSeconds(dataset) : dataset.windowSeconds,
    sentences:
      symbols === undefined
        ? null
        : {
            outFrames: (family: string, settings: ParamValues) =>
              models.get(family).outFrames?.(shape.frames, settings) ?? shape.frames,
            symbols: Math.round(symbols),
          },
    clips: { train: clips('train'), validation: clips('validation'), test: clips('test') },
  };
}
