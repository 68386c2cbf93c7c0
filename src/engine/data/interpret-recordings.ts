import { StudioError } from '../core/errors.ts';
import type { AudioRef, Dataset, FileNote, LayoutExample, LayoutFinding, SkippedFile, Utterance } from './dataset.ts';
import type { ContentHasher } from './fingerprint.ts';
import { layouts } from './layouts/catalog.ts';
import type { LayoutChoice } from './layouts/choice.ts';
import { CorpusFiles } from './layouts/corpus-files.ts';
import type { FileReading, FileUtterance } from './layouts/layout.ts';
import { commonFolders } from './layouts/paths.ts';
import { recogniseLayout, type RecognisedLayout } from './layouts/recognise-layout.ts';
import type { OwnRecordings, Recording } from './own-recordings.ts';
import type { OpenSamples, SampleReader } from './samples/sample-reader.ts';
import { splitAtSilences } from './split-at-silences.ts';
import { utteranceOf } from './utterance-of.ts';

/** Name of a dataset whose files share no folder, until a view translates it. */
export const LOOSE_FILES_NAME = 'files';
/** From which a recording that nothing cuts may be one of several words. */
const LONG_SECONDS = 5;
const EXAMPLES = 5;

interface FoundClip {
  readonly recording: Recording;
  readonly told: FileUtterance;
  readonly utterance: Omit<Utterance, 'id'>;
}

/**
 * A dataset of recordings, read by the layout that explains their paths and texts best, or by the one that a person
 * chose: labels, speakers, splits, transcripts, times. What cannot be used is named in `skipped`. The samples stay
 * where they are.
 */
export async function interpretRecordings(
  own: OwnRecordings,
  choice: LayoutChoice,
  hasher: ContentHasher,
  openSamples: OpenSamples,
): Promise<Dataset> {
  const files = new CorpusFiles(own.files);
  const recognised = await recogniseLayout(files, choice);
  const skipped: SkippedFile[] = own.failed.filter(({ file }) => !recognised?.recognition.isOwnText?.(file));
  const clips: FoundClip[] = [];
  const noises: AudioRef[] = [];
  const samples = openSamples(own);
  let uncut = 0;
  for (const recording of own.recordings) {
    const reading = await readingOf(recording, recognised);
    if ('noise' in reading) {
      noises.push(recording.audio);
      continue;
    }
    if ('leftOut' in reading) {
      skipped.push({ file: recording.path, reason: reading.leftOut, params: reading.params ?? {} });
      continue;
    }
    const isLong = isLongAndUncut(recording, reading.utterances);
    if (isLong) uncut++;
    const utterances =
      isLong && choice.splitAtSilences ? piecesOf(recording, reading.utterances[0]!, samples) : reading.utterances;
    for (const told of utterances) {
      try {
        clips.push({ recording, told, utterance: utteranceOf(recording, told) });
      } catch (thrown) {
        skipped.push(skippedUtterance(recording.path, thrown));
      }
    }
  }
  const kept = withoutUntold(clips, skipped);
  skipped.push(...(recognised?.recognition.troubles?.() ?? []), ...files.troubles);
  return datasetOf(own, kept, noises, skipped, finding(recognised, choice, kept, uncut), hasher);
}

async function readingOf({ path }: Recording, recognised: RecognisedLayout | null): Promise<FileReading> {
  return (await recognised?.recognition.read(path)) ?? { utterances: [{}] };
}

function isLongAndUncut({ audio }: Recording, utterances: readonly FileUtterance[]): boolean {
  const [only] = utterances;
  const whole = utterances.length === 1 && only?.cut === undefined;
  return (
    whole &&
    only?.transcript === undefined &&
    only?.phones === undefined &&
    audio.length / audio.sampleRateHz > LONG_SECONDS
  );
}

function piecesOf({ audio }: Recording, told: FileUtterance, samples: SampleReader): FileUtterance[] {
  return splitAtSilences(samples.read(audio), audio.sampleRateHz).map((cut) => ({ ...told, cut }));
}

function skippedUtterance(file: string, thrown: unknown): SkippedFile {
  if (!(thrown instanceof StudioError) || !thrown.code.startsWith('file/')) throw thrown;
  return { file, reason: thrown.code, params: thrown.params };
}

/** Where others have a label, or a transcript, a clip without one is left out; where none has, all stay. */
function withoutUntold(clips: readonly FoundClip[], skipped: SkippedFile[]): readonly FoundClip[] {
  const classes = clips.some(({ utterance }) => utterance.label !== undefined);
  const sentences = clips.some(
    ({ utterance }) => utterance.transcript !== undefined || utterance.segments !== undefined,
  );
  if (!classes && !sentences) return clips;
  return clips.filter(({ recording, utterance }) => {
    const told = classes
      ? utterance.label !== undefined
      : utterance.transcript !== undefined || utterance.segments !== undefined;
    if (!told)
      skipped.push({ file: recording.path, reason: classes ? 'file/no-label' : 'file/no-transcript', params: {} });
    return told;
  });
}

function finding(
  recognised: RecognisedLayout | null,
  choice: LayoutChoice,
  clips: readonly FoundClip[],
  uncut: number,
): LayoutFinding {
  const { template, columns, evidence = {} } = recognised?.recognition ?? {};
  const emptyTexts = clips.filter(({ told }) => told.isEmpty).length;
  const examples = clips
    .slice(0, EXAMPLES)
    .map(({ recording, told, utterance: { label, speaker, transcript } }): LayoutExample => ({
      file: idOf(recording.path, told),
      label: label ?? null,
      speaker: speaker ?? null,
      transcript: transcript ?? null,
    }));
  return {
    id: recognised?.layout.id ?? null,
    chosen: choice.id !== undefined,
    choices: layouts.all.map(({ id, settable }) => ({ id, ...(settable && { settable }) })),
    evidence,
    examples,
    ...(template !== undefined && { template }),
    ...(columns && { columns }),
    uncut,
    ...(emptyTexts > 0 && { emptyTexts }),
    splitAtSilences: choice.splitAtSilences ?? false,
  };
}

function datasetOf(
  own: OwnRecordings,
  clips: readonly FoundClip[],
  noises: readonly AudioRef[],
  skipped: readonly SkippedFile[],
  layout: LayoutFinding,
  hasher: ContentHasher,
): Dataset {
  const ids = new Set<string>();
  const utterances = clips.map(({ recording, told, utterance }): Utterance => ({
    id: unusedId(idOf(recording.path, told), ids),
    ...utterance,
  }));
  const fingerprint = fingerprintOf(clips, noises, own, hasher);
  const speakers = new Set(utterances.map(({ speaker }) => speaker));
  return {
    id: `own-${fingerprint}`,
    name: commonFolders(own.files.map(({ path }) => path))[0] ?? LOOSE_FILES_NAME,
    fingerprint,
    classes: [...new Set(utterances.flatMap(({ label }) => label ?? []))].sort(),
    utterances,
    speakersKnown: speakers.size > 1 && !speakers.has(undefined),
    skipped,
    notes: notesOf(clips),
    ...(noises.length > 0 && { noises }),
    layout,
    pcm: own.pcm,
    ...(own.stored && { stored: own.stored }),
  };
}

/** Of the recordings in use, each once, however many clips are cut from it. */
function notesOf(clips: readonly FoundClip[]): FileNote[] {
  const used = new Set(clips.map(({ recording }) => recording));
  return [...used].flatMap(({ path, notes }) => notes.map((note) => ({ ...note, file: path })));
}

/** The path, and where a clip lies in it: `talk.wav@12.5`. */
function idOf(path: string, { cut }: FileUtterance): string {
  return cut ? `${path}@${Number(cut.startSeconds.toFixed(3))}` : path;
}

/** Files dropped from several places may share a path. */
function unusedId(id: string, ids: Set<string>): string {
  let unused = id;
  for (let n = 2; ids.has(unused); n++) unused = `${id} (${n})`;
  ids.add(unused);
  return unused;
}

/** Of what is learned from, in order: a folder that was only renamed or moved keeps it. */
function fingerprintOf(
  clips: readonly FoundClip[],
  noises: readonly AudioRef[],
  { recordings }: OwnRecordings,
  hasher: ContentHasher,
): string {
  const heard = clips.map(({ recording: { contentHash }, utterance, told }) => {
    const { label = null, speaker = null, split, transcript, segments, words } = utterance;
    const more = { split, transcript, segments, words, cut: told.cut };
    return [label, speaker, contentHash, ...(Object.values(more).some((value) => value !== undefined) ? [more] : [])];
  });
  const noisy = new Set(noises);
  const hashes = recordings.filter(({ audio }) => noisy.has(audio)).map(({ contentHash }) => contentHash);
  return hasher.hash(new TextEncoder().encode(JSON.stringify(hashes.length > 0 ? [heard, hashes] : heard)));
}
