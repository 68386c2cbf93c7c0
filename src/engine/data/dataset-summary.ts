import type { ErrorReport } from '../core/errors.ts';
import { StudioError } from '../core/errors.ts';
import { checkTrainable } from './check-trainable.ts';
import { windowSeconds } from './clip-window.ts';
import type { Dataset, SkippedFile, Split, Utterance } from './dataset.ts';
import type { PackIndex } from './pack-index.ts';
import { assignSplits, splitStream } from './splits.ts';

/** How the speech pack was made; from its index. */
export interface PackOrigin {
  /** E.g. `eSpeak NG`. */
  readonly engine: string;
  readonly engineVersion: string;
  /** BCP 47 or the engine's own names, e.g. `en-gb-scotland`. */
  readonly accents: readonly string[];
  /** Of the compressed audio, e.g. `Opus 16 kbit/s`. */
  readonly encoder: string;
  readonly licence: string;
  /** Path of the script in the repository. */
  readonly script: string;
  readonly bytes: number;
}

export interface ClassCount {
  readonly name: string;
  readonly clips: number;
}

/** What is told of a dataset. */
export interface DatasetSummary {
  readonly id: string;
  readonly kind: 'pack' | 'own';
  readonly name: string;
  readonly fingerprint: string;
  readonly clips: number;
  readonly seconds: number;
  /** In order of the output units. */
  readonly classes: readonly ClassCount[];
  readonly speakers: number;
  readonly speakersKnown: boolean;
  /** After splitting; null when the dataset is refused. */
  readonly splits: Readonly<Record<Split, { readonly clips: number; readonly speakers: number }>> | null;
  /** 95th percentile of the training durations: what the fixed window of the models is made from. */
  readonly windowSeconds: number;
  /** Recordings of noise alone, which `recorded` noise is taken from. */
  readonly noises: number;
  readonly skipped: readonly SkippedFile[];
  /** Why nothing can be trained on it; null when it can. */
  readonly refused: ErrorReport | null;
  readonly origin: PackOrigin | null;
}

/** A summary, and the split of each utterance in order (null when the dataset is refused). */
export interface DescribedDataset {
  readonly summary: DatasetSummary;
  readonly splits: readonly Split[] | null;
}

/** @param origin of the pack; null for a person's own audio */
export function describeDataset(dataset: Dataset, origin: PackOrigin | null): DescribedDataset {
  const { utterances } = dataset;
  const { splits, refused } = splitsOrRefusal(dataset);
  const training = splits ? utterances.filter((_, i) => splits[i] === 'train') : utterances;
  const of = (split: Split) => {
    const members = utterances.filter((_, i) => splits?.[i] === split);
    return { clips: members.length, speakers: speakersAmong(members) };
  };
  const counts = new Map<string | undefined, number>();
  for (const { label } of utterances) counts.set(label, (counts.get(label) ?? 0) + 1);
  const summary: DatasetSummary = {
    id: dataset.id,
    kind: origin ? 'pack' : 'own',
    name: dataset.name,
    fingerprint: dataset.fingerprint,
    clips: utterances.length,
    seconds: utterances.reduce((sum, item) => sum + secondsOf(item), 0),
    classes: dataset.classes.map((name) => ({ name, clips: counts.get(name) ?? 0 })),
    speakers: speakersAmong(utterances),
    speakersKnown: dataset.speakersKnown,
    splits: splits && { train: of('train'), validation: of('validation'), test: of('test') },
    windowSeconds: windowSeconds(training.map(secondsOf)),
    noises: dataset.noises?.length ?? 0,
    skipped: dataset.skipped,
    refused,
    origin,
  };
  return { summary, splits };
}

export function packOrigin(index: PackIndex): PackOrigin {
  const { engine, engineVersion, encoder, licence, script } = index.made;
  const accents = [...new Set(index.voices.map(({ accent }) => accent))].sort();
  return { engine, engineVersion, accents, encoder, licence, script, bytes: index.byteLength };
}

function splitsOrRefusal(dataset: Dataset): { splits: readonly Split[] | null; refused: ErrorReport | null } {
  try {
    checkTrainable(dataset);
  } catch (thrown) {
    return { splits: null, refused: StudioError.from(thrown).toReport() };
  }
  return { splits: assignSplits(dataset, splitStream(dataset)).splits, refused: null };
}

function speakersAmong(utterances: readonly Utterance[]): number {
  return new Set(utterances.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]))).size;
}

function secondsOf({ audio }: Utterance): number {
  return audio.length / audio.sampleRateHz;
}
