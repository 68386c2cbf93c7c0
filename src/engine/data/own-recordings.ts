import { inspectAudio } from '../audio/decode-audio.ts';
import { StudioError } from '../core/errors.ts';
import type { AudioRef, SkippedFile } from './dataset.ts';
import type { ImportOptions } from './dataset-provider.ts';
import type { ContentHasher } from './fingerprint.ts';
import { readOwnClip, type ClipNote } from './own-clip.ts';
import type { OwnFile } from './own-files.ts';
import { extensionOf } from './layouts/paths.ts';
import type { SampleSink } from './samples/sample-sink.ts';
import type { StoredSamples } from './samples/stored-samples.ts';

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
  /** Samples in memory; empty where only headers were read, and where they are stored. */
  readonly pcm: Float32Array;
  readonly stored?: StoredSamples;
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

/** What may be read of files before its turn comes: reading waits for the disk, and mostly for another thread. */
const AHEAD = { files: 16, bytes: 2 ** 24 };

/**
 * Reads files in their order, a few of them ahead, and lets each go when it is decoded. What cannot be used is named, and
 * the rest goes on.
 * @param sink takes the samples
 * @throws StudioError `train/stopped` when the signal is raised, `file/no-room` when the sink is full
 */
export async function readRecordings(
  files: readonly OwnFile[],
  read: ReadRecording,
  hasher: ContentHasher,
  { signal, onProgress }: ImportOptions,
  sink: SampleSink,
): Promise<OwnRecordings> {
  const recordings: Recording[] = [];
  const failed: SkippedFile[] = [];
  const pathByHash = new Map<string, string>();
  const everyFiles = Math.ceil(files.length / PROGRESS_CALLS);
  for await (const [index, content] of contentsOf(files)) {
    if (index % everyFiles === 0) onProgress(index, files.length);
    if (signal.aborted) throw new StudioError('train/stopped');
    const { path } = files[index]!;
    let one: Awaited<ReturnType<typeof readOne>>;
    try {
      one = await readOne(await content, read, hasher, pathByHash);
    } catch (thrown) {
      failed.push(skippedFile(path, thrown));
      continue;
    }
    const { samples, length, sampleRateHz, contentHash, notes } = one;
    pathByHash.set(contentHash, path);
    const place = samples ? await sink.add(samples) : { offset: 0 };
    recordings.push({ path, contentHash, notes, audio: { ...place, length, sampleRateHz, content: contentHash } });
  }
  onProgress(files.length, files.length);
  return { files, failed, recordings, ...(await sink.finish()) };
}

async function readOne(
  content: ArrayBuffer,
  read: ReadRecording,
  hasher: ContentHasher,
  pathByHash: ReadonlyMap<string, string>,
) {
  const bytes = new Uint8Array(content);
  const contentHash = hasher.hash(bytes);
  const known = pathByHash.get(contentHash);
  if (known !== undefined) throw new StudioError('file/duplicate', { of: known });
  return { ...(await read(bytes)), contentHash };
}

/** Contents in the order of the files, each with its place: some of the next are on their way while one is worked on. */
async function* contentsOf(files: readonly OwnFile[]): AsyncGenerator<[index: number, content: Promise<ArrayBuffer>]> {
  const coming: { readonly content: Promise<ArrayBuffer>; readonly bytes: number }[] = [];
  let bytesAhead = 0;
  let next = 0;
  for (let index = 0; index < files.length; index++) {
    while (next < files.length && (coming.length === 0 || (coming.length < AHEAD.files && bytesAhead < AHEAD.bytes))) {
      const file = files[next++]!;
      const content = contentOf(file);
      // It is looked at when its turn comes.
      content.catch(() => undefined);
      coming.push({ content, bytes: file.size });
      bytesAhead += file.size;
    }
    const { content, bytes } = coming.shift()!;
    yield [index, content];
    bytesAhead -= bytes;
  }
}

async function contentOf(file: OwnFile): Promise<ArrayBuffer> {
  if (NO_AUDIO.has(extensionOf(file.path))) throw new StudioError('file/unknown-format');
  if (file.size > MAX_BYTES) throw new StudioError('file/too-large', { bytes: file.size, max: MAX_BYTES });
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
