import { inspectAudio } from '../audio/decode-audio.ts';
import { StudioError } from '../core/errors.ts';
import { allocateBank } from './bank.ts';
import type { AudioRef, SkippedFile } from './dataset.ts';
import type { ImportOptions } from './dataset-provider.ts';
import type { ContentHasher } from './fingerprint.ts';
import { readOwnClip, type ClipNote } from './own-clip.ts';
import type { OwnFile } from './own-files.ts';
import { extensionOf } from './layouts/paths.ts';

/** One file that holds sound. */
export interface Recording {
  readonly path: string;
  readonly audio: AudioRef;
  readonly contentHash: string;
  /** What was done to it; nothing where only its header was read. */
  readonly notes: readonly ClipNote[];
}

/** What was read of a person's files, before anybody says what it means. */
export interface OwnRecordings {
  readonly files: readonly OwnFile[];
  /** In the order of the files. */
  readonly recordings: readonly Recording[];
  readonly failed: readonly SkippedFile[];
  /** Empty where only headers were read. */
  readonly pcm: Float32Array;
}

/** How much of a recording is read: all of it, or what its header says of its length. */
export type ReadRecording = (
  bytes: Uint8Array,
) => Promise<{ samples: Float32Array | null; length: number; sampleRateHz: number; notes: readonly ClipNote[] }>;

/** A minute at the highest rates, in several channels, is smaller. Larger files are not even read. */
const MAX_BYTES = 2 ** 28;
/** A recording may hold many clips. */
const MAX_RECORDING_SECONDS = 3600;
/** Calls of `onProgress` in an import of many files. */
const PROGRESS_CALLS = 500;
/** What is never sound, and need not be read to know it. */
const NO_AUDIO = new Set(
  'txt md csv tsv json jsonl manifest ndjson phn wrd lab textgrid fileids transcription scp dic doc pdf html xml py sh m png jpg jpeg gif'.split(
    ' ',
  ),
);

/** Decoded whole. */
export const decoded: ReadRecording = async (bytes) => {
  const { samples, sampleRateHz, notes } = await readOwnClip(bytes, MAX_RECORDING_SECONDS);
  return { samples, length: samples.length, sampleRateHz, notes };
};

/** By its header, where that tells the length. */
export const inspected: ReadRecording = async (bytes) => {
  const { sampleRateHz, seconds } = inspectAudio(bytes);
  if (seconds === null) return { ...(await decoded(bytes)), samples: null };
  return { samples: null, length: Math.round(seconds * sampleRateHz), sampleRateHz, notes: [] };
};

interface ReadOne extends Recording {
  readonly samples: Float32Array | null;
}

/**
 * Reads files one after another: each is let go before the next. What cannot be used is named, and the rest goes on.
 * @throws StudioError `train/stopped` when the signal is raised
 */
export async function readRecordings(
  files: readonly OwnFile[],
  read: ReadRecording,
  hasher: ContentHasher,
  { signal, onProgress }: ImportOptions,
): Promise<OwnRecordings> {
  const found: ReadOne[] = [];
  const failed: SkippedFile[] = [];
  const pathByHash = new Map<string, string>();
  const everyFiles = Math.ceil(files.length / PROGRESS_CALLS);
  let offset = 0;
  for (const [index, file] of files.entries()) {
    if (index % everyFiles === 0) onProgress(index, files.length);
    if (signal.aborted) throw new StudioError('train/stopped');
    try {
      const { samples, length, sampleRateHz, contentHash, notes } = await readOne(file, read, hasher, pathByHash);
      pathByHash.set(contentHash, file.path);
      found.push({ path: file.path, contentHash, notes, samples, audio: { offset, length, sampleRateHz } });
      offset += samples ? length : 0;
    } catch (thrown) {
      failed.push(skippedFile(file.path, thrown));
    }
  }
  onProgress(files.length, files.length);
  return { files, failed, ...layOut(found, offset) };
}

async function readOne(
  file: OwnFile,
  read: ReadRecording,
  hasher: ContentHasher,
  pathByHash: ReadonlyMap<string, string>,
) {
  if (NO_AUDIO.has(extensionOf(file.path))) throw new StudioError('file/unknown-format');
  if (file.size > MAX_BYTES) throw new StudioError('file/too-large', { bytes: file.size, max: MAX_BYTES });
  const bytes = new Uint8Array(await readBytes(file));
  const contentHash = hasher.hash(bytes);
  const known = pathByHash.get(contentHash);
  if (known !== undefined) throw new StudioError('file/duplicate', { of: known });
  return { ...(await read(bytes)), contentHash };
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

/** Moves the samples into one bank: each leaves the list as it is copied, so that both never lie whole in memory. */
function layOut(found: ReadOne[], total: number): Pick<OwnRecordings, 'recordings' | 'pcm'> {
  const pcm = allocateBank(total);
  const recordings: Recording[] = [];
  for (let one = found.shift(); one; one = found.shift()) {
    const { path, audio, contentHash, notes, samples } = one;
    if (samples) pcm.set(samples, audio.offset);
    recordings.push({ path, audio, contentHash, notes });
  }
  return { recordings, pcm };
}
