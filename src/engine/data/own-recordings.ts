import { inspectAudio } from '../audio/decode-audio.ts';
import { StudioError } from '../core/errors.ts';
import { oneAtATime } from '../core/one-at-a-time.ts';
import { workAhead } from '../core/work-ahead.ts';
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

export interface ReadSound {
  /** Null where only the header was read. */
  readonly samples: Float32Array | null;
  readonly length: number;
  readonly sampleRateHz: number;
  readonly notes: readonly ClipNote[];
}

/** How much of a recording is read: all of it, or what its header says of its length. Called for several at once. */
export type ReadRecording = (bytes: Uint8Array<ArrayBuffer>) => Promise<ReadSound>;

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

/** Decodes recordings whole, one after another: decoders share the console, and a thread gains nothing by more. */
export function decoder(): ReadRecording {
  return oneAtATime(decodeWhole);
}

/** Reads headers, and decodes where they do not tell the length. */
export function inspector(): ReadRecording {
  return oneAtATime(async (bytes: Uint8Array<ArrayBuffer>) => {
    const { sampleRateHz, seconds } = inspectAudio(bytes);
    if (seconds === null) return { ...(await decodeWhole(bytes)), samples: null };
    return { samples: null, length: Math.round(seconds * sampleRateHz), sampleRateHz, notes: [] };
  });
}

async function decodeWhole(bytes: Uint8Array<ArrayBuffer>): Promise<ReadSound> {
  const { samples, sampleRateHz, notes } = await readOwnClip(bytes, MAX_RECORDING_SECONDS);
  return { samples, length: samples.length, sampleRateHz, notes };
}

/** What may be read and decoded of files before its turn comes: some minutes of sound. */
const AHEAD = { items: 16, size: 2 ** 22 };

/**
 * Reads files, some at once, and takes them in their order; each is let go when it is decoded. What cannot be used is
 * named, and the rest goes on.
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
  const everyFiles = Math.ceil(files.length / PROGRESS_CALLS);
  const reader = new UniqueReader(read, hasher);
  for await (const [index, reading] of workAhead(files, (file) => reader.read(file), AHEAD)) {
    if (index % everyFiles === 0) onProgress(index, files.length);
    if (signal.aborted) throw new StudioError('train/stopped');
    const { path } = files[index]!;
    let one: Awaited<typeof reading>;
    try {
      one = await reading;
    } catch (thrown) {
      failed.push(skippedFile(path, thrown));
      continue;
    }
    const { samples, length, sampleRateHz, contentHash, notes } = one;
    const place = samples ? await sink.add(samples) : { offset: 0 };
    recordings.push({ path, contentHash, notes, audio: { ...place, length, sampleRateHz, content: contentHash } });
  }
  onProgress(files.length, files.length);
  return { files, failed, recordings, ...(await sink.finish()) };
}

/** Which of several equal files is the first follows from the order in which they are asked for. */
class UniqueReader {
  private readonly firsts = new Map<string, { readonly path: string; readonly isGood: Promise<boolean> }>();
  /** Ends when all files asked for so far are identified. */
  private identified: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly decode: ReadRecording,
    private readonly hasher: ContentHasher,
  ) {}

  /** @throws StudioError `file/…`, `file/duplicate` */
  async read(file: OwnFile): Promise<ReadSound & { readonly contentHash: string }> {
    const content = contentOf(file);
    // It may fail before its turn comes.
    content.catch(() => undefined);
    const begun = this.identified.then(async () => this.begin(file, new Uint8Array(await content)));
    this.identified = begun.catch(() => undefined);
    const { contentHash, reading } = await begun;
    return { ...(await reading), contentHash };
  }

  /** Wrapped: what is read is not waited for. */
  private begin({ path }: OwnFile, bytes: Uint8Array<ArrayBuffer>) {
    const contentHash = this.hasher.hash(bytes);
    const first = this.firsts.get(contentHash);
    const reading = first ? this.decodeUnless(first, bytes) : this.decode(bytes);
    const isGood = reading.then(
      () => true,
      () => false,
    );
    // The outcome alone: the samples are let go when their turn is over.
    if (!first) this.firsts.set(contentHash, { path, isGood });
    return { contentHash, reading };
  }

  /** Equal to one that cannot be used, a file says itself why. */
  private async decodeUnless(first: { path: string; isGood: Promise<boolean> }, bytes: Uint8Array<ArrayBuffer>) {
    if (await first.isGood) throw new StudioError('file/duplicate', { of: first.path });
    return this.decode(bytes);
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
