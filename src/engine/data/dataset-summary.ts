import { defaultExperiment } from '../config/defaults.ts';
import type { TaskId } from '../config/experiment.ts';
import { StudioError, type ErrorReport } from '../core/errors.ts';
import { describeSentences, unitsToldBy, type SentencesByUnit } from '../tasks/ctc/describe-sentences.ts';
import { describePhones, type PhoneSummary } from '../tasks/frames/describe-phones.ts';
import { resolveTask } from '../tasks/resolve-task.ts';
import { checkTrainable } from './check-trainable.ts';
import { windowSeconds } from './clip-window.ts';
import {
  splits as splitNames,
  type Dataset,
  type FileNote,
  type LayoutFinding,
  type SkippedFile,
  type Split,
  type Utterance,
} from './dataset.ts';
import { warningsOf, type DatasetWarning } from './dataset-warnings.ts';
import type { PackIndex } from './pack-index.ts';
import { keptSampleBytes } from './samples/kept-bytes.ts';
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
  /** Clips with a transcript. */
  readonly transcripts: number;
  /** Different phones, of clips whose phones have times; as the corpus writes them. */
  readonly phones: number;
  /** Sample rates, most clips first. */
  readonly rates: readonly { readonly rateHz: number; readonly clips: number }[];
  /** What its samples take on a device that keeps them. */
  readonly keptBytes: number;
  /** Recordings of the corpus's own background noise. */
  readonly noises: number;
  /** Splits that the corpus's own lists give. */
  readonly officialSplits: readonly Split[];
  readonly warnings: readonly DatasetWarning[];
  /** How files were read; null for what has no files. */
  readonly layout: LayoutFinding | null;
  /** After splitting; null where there are not clips enough. */
  readonly splits: Readonly<Record<Split, { readonly clips: number; readonly speakers: number }>> | null;
  /** 95th percentile of the training durations: what the fixed window of the models is made from. */
  readonly windowSeconds: number;
  readonly skipped: readonly SkippedFile[];
  readonly notes: readonly FileNote[];
  /** What is learnt from it unless something else is asked for. */
  readonly task: TaskId;
  /** What its sentences are, by what they can be written in. */
  readonly sentences: SentencesByUnit;
  /** What its phones with times are; null where they cannot be learnt frame by frame. */
  readonly timedPhones: PhoneSummary | null;
  /** Why nothing can be trained on it; null when it can. */
  readonly refused: ErrorReport | null;
  readonly origin: PackOrigin | null;
}

/** A summary, and the split of each utterance in order (null where there are not clips enough). */
export interface DescribedDataset {
  readonly summary: DatasetSummary;
  readonly splits: readonly Split[] | null;
}

/** @param origin of the pack; null for a person's own audio */
export function describeDataset(dataset: Dataset, origin: PackOrigin | null): DescribedDataset {
  const { utterances } = dataset;
  const task = resolveTask(defaultExperiment.task, dataset);
  const { sentences, timedPhones, refused } = learnableIn(dataset, task);
  const { splits, official } = splitsOf(dataset);
  const training = splits ? utterances.filter((_, i) => splits[i] === 'train') : utterances;
  const of = (split: Split) => {
    const members = utterances.filter((_, i) => splits?.[i] === split);
    return { clips: members.length, speakers: speakersAmong(members) };
  };
  const classes = counted(utterances.map(({ label }) => label));
  const rates = [...counted(utterances.map(({ audio }) => audio.sampleRateHz))].sort(([, a], [, b]) => b - a);
  const summary: DatasetSummary = {
    id: dataset.id,
    kind: origin ? 'pack' : 'own',
    name: dataset.name,
    fingerprint: dataset.fingerprint,
    clips: utterances.length,
    seconds: utterances.reduce((sum, item) => sum + secondsOf(item), 0),
    classes: dataset.classes.map((name) => ({ name, clips: classes.get(name) ?? 0 })),
    speakers: speakersAmong(utterances),
    speakersKnown: dataset.speakersKnown,
    transcripts: utterances.filter(({ transcript }) => transcript !== undefined).length,
    phones: new Set(utterances.flatMap(({ segments = [] }) => segments.map(({ symbol }) => symbol))).size,
    rates: rates.map(([rateHz, clips]) => ({ rateHz, clips })),
    keptBytes: keptSampleBytes(dataset),
    noises: dataset.noises?.length ?? 0,
    officialSplits: official,
    warnings: warningsOf(dataset, splits),
    layout: dataset.layout ?? null,
    splits: splits && { train: of('train'), validation: of('validation'), test: of('test') },
    windowSeconds: windowSeconds(training.map(secondsOf)),
    skipped: dataset.skipped,
    notes: dataset.notes ?? [],
    task,
    sentences,
    timedPhones,
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

type Learnable = Pick<DatasetSummary, 'sentences' | 'timedPhones' | 'refused'>;

/** Of what is no words: refused where nothing can be learnt in any way, for the reason of the first. */
function learnableIn(dataset: Dataset, task: TaskId): Learnable {
  const reasons: ErrorReport[] = [];
  const unlessRefused = <T>(describe: () => T): T | null => {
    try {
      return describe();
    } catch (thrown) {
      reasons.push(StudioError.from(thrown).toReport());
      return null;
    }
  };
  if (task === 'words') {
    unlessRefused(() => checkTrainable(dataset));
    return { sentences: {}, timedPhones: null, refused: reasons[0] ?? null };
  }
  const units = unitsToldBy(dataset);
  const timedPhones = units.includes('phones') ? unlessRefused(() => describePhones(dataset)) : null;
  const sentences = units.flatMap((unit) => {
    const told = unlessRefused(() => describeSentences(dataset, unit));
    return told ? [[unit, told] as const] : [];
  });
  const isNothing = timedPhones === null && sentences.length === 0;
  return {
    sentences: Object.fromEntries(sentences),
    timedPhones,
    refused: isNothing ? (reasons[0] ?? null) : null,
  };
}

function splitsOf(dataset: Dataset): { splits: readonly Split[] | null; official: readonly Split[] } {
  if (dataset.utterances.length < splitNames.length) return { splits: null, official: [] };
  return assignSplits(dataset, splitStream(dataset));
}

function counted<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function speakersAmong(utterances: readonly Utterance[]): number {
  const speakers = new Set(utterances.map(({ speaker }) => speaker));
  speakers.delete(undefined);
  return speakers.size;
}

function secondsOf({ audio }: Utterance): number {
  return audio.length / audio.sampleRateHz;
}
