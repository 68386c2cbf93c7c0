import type { TaskConfig } from '../../config/experiment.ts';
import { StudioError } from '../../core/errors.ts';
import { remembered } from '../../core/remembered.ts';
import { checkTold } from '../../data/check-trainable.ts';
import type { Dataset, Utterance } from '../../data/dataset.ts';
import { foldingOf, type Folding } from '../../data/layouts/timit/folding.ts';
import { normaliseTexts, type Replaced } from '../../data/symbols/normalise.ts';
import type { ScoredUnit } from '../../data/symbols/units.ts';

/** What is said in each utterance of a dataset, as it is learnt and scored; null where nobody tells. */
export interface Sentences {
  readonly texts: readonly (string | null)[];
  readonly replaced: readonly Replaced[];
}

/** Of the same utterances, by settings: characters and words, the look at new data and the run on it ask for the same. */
const knownOf = remembered((_utterances: readonly Utterance[]) => new Map<string, Sentences>());

/** Transcripts, normalised; or phones as they are learnt, without the times. */
export function sentencesOf({ utterances }: Pick<Dataset, 'utterances'>, config: TaskConfig): Sentences {
  const { symbols, case: letters, punctuation, digits } = config;
  const key = JSON.stringify(symbols === 'phones' ? symbols : { letters, punctuation, digits });
  const known = knownOf(utterances);
  let sentences = known.get(key);
  if (!sentences) known.set(key, (sentences = normalised(utterances, config)));
  return sentences;
}

function normalised(utterances: readonly Utterance[], config: TaskConfig): Sentences {
  const folding = foldingOf(utterances);
  const written = utterances.map((utterance) => writtenIn(utterance, config, folding));
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

/** What the rate of wrong phones counts in this corpus. */
export function scoredPhones({ utterances }: Pick<Dataset, 'utterances'>): ScoredUnit {
  return foldingOf(utterances).isTimit ? 'timit-phones' : 'phones';
}

function writtenIn({ transcript, segments }: Utterance, { symbols }: TaskConfig, { toLearn }: Folding): string | null {
  if (symbols !== 'phones') return transcript ?? null;
  if (!segments) return null;
  return segments.flatMap(({ symbol }) => toLearn(symbol) ?? []).join(' ');
}

/** @throws StudioError `data/no-transcripts`; as {@link checkTold} */
export function checkSentences(dataset: Dataset, config: TaskConfig): void {
  const { utterances } = dataset;
  checkTold(dataset);
  const folding = foldingOf(utterances);
  if (utterances.every((utterance) => writtenIn(utterance, config, folding) === null))
    throw new StudioError('data/no-transcripts', { clips: utterances.length });
}
