import type { TaskConfig } from '../../config/experiment.ts';
import { StudioError } from '../../core/errors.ts';
import { checkTrainable } from '../../data/check-trainable.ts';
import type { Dataset, Utterance } from '../../data/dataset.ts';
import { foldTo48 } from '../../data/layouts/timit/phones.ts';
import { normaliseTexts, type Replaced } from '../../data/symbols/normalise.ts';

/** What is said in each utterance of a dataset, as it is learnt and scored; null where nobody tells. */
export interface Sentences {
  readonly texts: readonly (string | null)[];
  readonly replaced: readonly Replaced[];
}

/** Transcripts, normalised; or phones, folded to the 48 of training, without the times. */
export function sentencesOf({ utterances }: Pick<Dataset, 'utterances'>, config: TaskConfig): Sentences {
  const written = utterances.map((utterance) => writtenIn(utterance, config));
  if (config.symbols === 'phones') return { texts: written, replaced: [] };
  const told = [...written.keys()].filter((index) => written[index] !== null);
  const { texts, replaced } = normaliseTexts(
    told.map((index) => written[index]!),
    config,
  );
  const all: (string | null)[] = written.map(() => null);
  told.forEach((index, i) => (all[index] = texts[i]!));
  return { texts: all, replaced };
}

function writtenIn({ transcript, segments }: Utterance, { symbols }: TaskConfig): string | null {
  if (symbols !== 'phones') return transcript ?? null;
  if (!segments) return null;
  return segments.flatMap(({ symbol }) => foldTo48(symbol) ?? []).join(' ');
}

/** @throws StudioError `data/no-transcripts`; without any clips what words are refused for */
export function checkSentences(dataset: Dataset, config: TaskConfig): void {
  const { utterances } = dataset;
  if (utterances.length === 0) checkTrainable(dataset);
  if (utterances.every((utterance) => writtenIn(utterance, config) === null))
    throw new StudioError('data/no-transcripts', { clips: utterances.length });
}
