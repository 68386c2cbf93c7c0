import { StudioError } from '../core/errors.ts';
import { allocateBank } from './bank.ts';
import { MIN_CLASSES } from './check-trainable.ts';
import type { Dataset, SkippedFile, Utterance } from './dataset.ts';
import type { ImportOptions } from './dataset-provider.ts';
import { createContentHasher, type ContentHasher } from './fingerprint.ts';
import type { PathLabel } from './layouts/layout.ts';
import { commonFolders } from './layouts/paths.ts';
import { recogniseLayout, type RecognisedLayout } from './layouts/recognise-layout.ts';
import { holdsTranscripts } from './layouts/transcripts.ts';
import { readOwnClip, type OwnClip } from './own-clip.ts';

/** A person's file, read when its turn comes. */
export interface OwnFile {
  /** With folders, `/` between them: `yes/anna_7.wav`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** @throws StudioError `file/unreadable` */
  read(): Promise<ArrayBuffer>;
}

/** Name of a dataset whose files share no folder, until a view translates it. */
export const LOOSE_FILES_NAME = 'files';

/** Written by systems and tools beside a person's files. */
const LEFTOVER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
/** A minute at the highest rates, in several channels, is smaller. Larger files are not even read. */
const MAX_BYTES = 2 ** 28;
/** Calls of `onProgress` in an import of many files. */
const PROGRESS_CALLS = 500;

interface NamedClip extends OwnClip, PathLabel {
  readonly path: string;
  readonly contentHash: string;
}

/**
 * A dataset of a person's files: each is read, decoded and let go before the next; labels come from the layout that
 * explains the paths best. What cannot be used is named in `skipped`, and the rest goes on.
 *
 * @throws StudioError `data/no-clips` when no file can be used, `data/too-few-classes` when there is sound but nothing
 *   tells classes (a corpus of sentences), `train/stopped` when the signal is raised
 */
export async function importOwnFiles(files: readonly OwnFile[], options: ImportOptions): Promise<Dataset> {
  const sorted = files.filter(({ path }) => !LEFTOVER.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = sorted.map(({ path }) => path);
  const layout = recogniseLayout(paths);
  if (!layout && holdsTranscripts(paths)) throw noClasses();
  const hasher = await createContentHasher();
  const { clips, skipped } = await readAll(sorted, layout, hasher, options);
  if (clips.length === 0) {
    if (skipped.some(({ reason }) => reason === 'file/no-label')) throw noClasses();
    throw new StudioError('data/no-clips', { skipped: skipped.length });
  }
  const fingerprint = fingerprintOf(clips, hasher);
  const speakers = new Set(clips.map(({ speaker }) => speaker));
  return {
    id: `own-${fingerprint}`,
    name: commonFolders(paths)[0] ?? LOOSE_FILES_NAME,
    fingerprint,
    classes: [...new Set(clips.map(({ label }) => label))].sort(),
    speakersKnown: speakers.size > 1 && !speakers.has(undefined),
    skipped,
    ...(layout && { layout: { id: layout.layout.id, evidence: layout.recognition.evidence } }),
    ...layOut(clips),
  };
}

async function readAll(
  files: readonly OwnFile[],
  layout: RecognisedLayout | null,
  hasher: ContentHasher,
  { signal, onProgress }: ImportOptions,
): Promise<{ clips: NamedClip[]; skipped: SkippedFile[] }> {
  const clips: NamedClip[] = [];
  const skipped: SkippedFile[] = [];
  const pathByHash = new Map<string, string>();
  const everyFiles = Math.ceil(files.length / PROGRESS_CALLS);
  for (const [index, file] of files.entries()) {
    if (index % everyFiles === 0) onProgress(index, files.length);
    if (signal.aborted) throw new StudioError('train/stopped');
    try {
      const clip = await readOne(file, layout, hasher, pathByHash);
      pathByHash.set(clip.contentHash, file.path);
      clips.push(clip);
    } catch (thrown) {
      skipped.push(skippedFile(file.path, thrown));
    }
  }
  onProgress(files.length, files.length);
  return { clips, skipped };
}

async function readOne(
  file: OwnFile,
  layout: RecognisedLayout | null,
  hasher: ContentHasher,
  pathByHash: ReadonlyMap<string, string>,
): Promise<NamedClip> {
  if (file.size > MAX_BYTES) throw new StudioError('file/too-large', { bytes: file.size, max: MAX_BYTES });
  const bytes = new Uint8Array(await readBytes(file));
  const contentHash = hasher.hash(bytes);
  const known = pathByHash.get(contentHash);
  if (known !== undefined) throw new StudioError('file/duplicate', { of: known });
  const clip = await readOwnClip(bytes);
  const told = layout?.recognition.read(file.path);
  if (!told) throw new StudioError('file/no-label');
  return { ...clip, ...told, path: file.path, contentHash };
}

async function readBytes(file: OwnFile): Promise<ArrayBuffer> {
  try {
    return await file.read();
  } catch (thrown) {
    throw StudioError.from(thrown, 'file/unreadable');
  }
}

/** What is wrong with one file stays with it; anything else (a dead thread, a bug) ends the import. */
function skippedFile(file: string, thrown: unknown): SkippedFile {
  if (!(thrown instanceof StudioError) || !thrown.code.startsWith('file/')) throw thrown;
  return { file, reason: thrown.code, params: thrown.params };
}

/** Moves the clips into one bank: each leaves the list as it is copied, so that both never lie whole in memory. */
function layOut(clips: NamedClip[]): Pick<Dataset, 'utterances' | 'pcm'> {
  const pcm = allocateBank(clips.reduce((sum, { samples }) => sum + samples.length, 0));
  const ids = new Set<string>();
  const utterances: Utterance[] = [];
  let offset = 0;
  for (let clip = clips.shift(); clip; clip = clips.shift()) {
    const { path, samples, sampleRateHz, label, speaker } = clip;
    pcm.set(samples, offset);
    const audio = { offset, length: samples.length, sampleRateHz };
    offset += samples.length;
    utterances.push({ id: unusedId(path, ids), audio, label, ...(speaker !== undefined && { speaker }) });
  }
  return { utterances, pcm };
}

/** Files dropped from several places may share a path. */
function unusedId(path: string, ids: Set<string>): string {
  let id = path;
  for (let n = 2; ids.has(id); n++) id = `${path} (${n})`;
  ids.add(id);
  return id;
}

/** Of what is learned from, in order: a folder that was only renamed or moved keeps it. */
function fingerprintOf(clips: readonly NamedClip[], hasher: ContentHasher): string {
  const content = clips.map(({ label, speaker = null, contentHash }) => [label, speaker, contentHash]);
  return hasher.hash(new TextEncoder().encode(JSON.stringify(content)));
}

function noClasses(): StudioError {
  return new StudioError('data/too-few-classes', { classes: 0, min: MIN_CLASSES });
}
