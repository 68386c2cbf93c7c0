import { StudioError } from '../core/errors.ts';
import type { ByteSource } from './archives/byte-source.ts';
import type { Dataset } from './dataset.ts';
import type { ImportOptions } from './dataset-provider.ts';
import { createContentHasher } from './fingerprint.ts';
import { interpretRecordings } from './interpret-recordings.ts';
import type { LayoutChoice } from './layouts/choice.ts';
import { decoder, readRecordings, type OwnRecordings, type ReadRecording } from './own-recordings.ts';
import { samplesBy, type OpenSamples } from './samples/sample-reader.ts';
import { MemorySink, type CreateSink } from './samples/sample-sink.ts';

/** A person's file, read when its turn comes. */
export interface OwnFile {
  /** With folders, `/` between them: `yes/anna_7.wav`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** @throws StudioError `file/unreadable` */
  read(): Promise<ArrayBuffer>;
  /** Its bytes where they are wanted: archives are never read whole. */
  open?(): Promise<ByteSource>;
}

/** Written by systems and tools beside a person's files. */
const LEFTOVER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

/**
 * A dataset of a person's files: each is read, decoded and let go before the next; what they mean comes from the layout
 * that explains them best. What cannot be used is named in `skipped`, and the rest goes on.
 *
 * @throws StudioError `data/no-clips` when there is no sound, `data/none-usable` when there is, but none can be used;
 *   `train/stopped` when the signal is raised
 */
export async function importOwnFiles(files: readonly OwnFile[], options: ImportOptions): Promise<Dataset> {
  return readByLayout(await recordOwnFiles(files, options.read ?? decoder(), options), options.layout);
}

/**
 * The recordings among files, before they are read by a layout.
 * @param createSink makes room for their samples, given how many bytes the files have; nothing stays of it on failure
 * @throws as {@link importOwnFiles}; `file/no-room`
 */
export async function recordOwnFiles(
  files: readonly OwnFile[],
  read: ReadRecording,
  options: ImportOptions,
  createSink: CreateSink = async () => new MemorySink(),
): Promise<OwnRecordings> {
  const sorted = files.filter(({ path }) => !LEFTOVER.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const sink = await createSink(sorted.reduce((sum, { size }) => sum + size, 0));
  try {
    const own = await readRecordings(sorted, read, await createContentHasher(), options, sink);
    if (own.recordings.length === 0) throw whyNone(own.failed);
    return own;
  } catch (thrown) {
    await sink.discard();
    throw thrown;
  }
}

/** Pictures and texts among sound tell nothing: the first file that is more than those says why. */
function whyNone(failed: OwnRecordings['failed']): StudioError {
  const telling = failed.find(({ reason }) => reason !== 'file/unknown-format');
  if (!telling) return new StudioError('data/no-clips', { skipped: failed.length });
  const { file, reason, params } = telling;
  return new StudioError('data/none-usable', { ...params, file, because: reason, skipped: failed.length });
}

/** What recordings hold by a layout; again by another, without reading them anew. */
export async function readByLayout(
  own: OwnRecordings,
  choice: LayoutChoice = {},
  openSamples: OpenSamples = samplesBy(null),
): Promise<Dataset> {
  return interpretRecordings(own, choice, await createContentHasher(), openSamples);
}
