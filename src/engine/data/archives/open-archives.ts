import { StudioError } from '../../core/errors.ts';
import type { ImportOptions } from '../dataset-provider.ts';
import { recordOwnFiles, type OwnFile } from '../own-files.ts';
import type { OwnRecordings, ReadRecording } from '../own-recordings.ts';
import type { CreateSink } from '../samples/sample-sink.ts';
import { isArchivePath } from './archive-kind.ts';
import type { CreateSpool } from './byte-source.ts';
import { ARCHIVE_LIMITS } from './limits.ts';
import { openArchive, type OpenedArchive } from './open-archive.ts';

/**
 * A person's files with what is in archives in place of these. What is wrong with one stays with it, in `refused`.
 * @throws StudioError `train/stopped` when the signal is raised
 */
export async function openArchives(
  given: readonly OwnFile[],
  { signal, onProgress }: ImportOptions,
  createSpool: CreateSpool,
): Promise<OpenedArchive> {
  const archives = given.filter(({ path, open }) => open && isArchivePath(path));
  const total = archives.reduce((sum, { size }) => sum + size, 0);
  const opened: OpenedArchive[] = [];
  const close = async (): Promise<void> => {
    for (const one of opened) await one.close();
  };
  let before = 0;
  try {
    for (const { path, size, open } of archives) {
      const told = (done: number): void => onProgress(before + done, total, 'unpacking');
      told(0);
      opened.push(await openArchive(path, open!, { createSpool, signal, onProgress: told, limits: ARCHIVE_LIMITS }));
      before += size;
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const isArchive = new Set(archives);
  return {
    files: [...given.filter((file) => !isArchive.has(file)), ...opened.flatMap(({ files }) => files)],
    refused: opened.flatMap(({ refused }) => refused),
    close,
  };
}

/**
 * The recordings among files that archives gave, with what these refused among what failed.
 * @throws StudioError what the reading throws; where that found no clips, what was wrong with the first archive
 */
export async function recordUnpacked(
  { files, refused }: OpenedArchive,
  read: ReadRecording,
  options: ImportOptions,
  createSink?: CreateSink,
): Promise<OwnRecordings> {
  try {
    const own = await recordOwnFiles(files, read, options, createSink);
    return { ...own, failed: [...refused, ...own.failed] };
  } catch (thrown) {
    const [first] = refused;
    if (!first || !(thrown instanceof StudioError) || !/^data\/(no-clips|none-usable)$/.test(thrown.code)) throw thrown;
    throw new StudioError(first.reason, { ...first.params, file: first.file });
  }
}
