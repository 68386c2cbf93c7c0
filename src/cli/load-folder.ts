import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { StudioError } from '../engine/core/errors.ts';
import { checkTrainable } from '../engine/data/check-trainable.ts';
import type { Dataset, UnlabelledAudio } from '../engine/data/dataset.ts';
import { isArchivePath } from '../engine/data/archives/archive-kind.ts';
import { openArchives, recordUnpacked } from '../engine/data/archives/open-archives.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import { readByLayout, type OwnFile } from '../engine/data/own-files.ts';
import { decoder, inspector, type ReadRecording } from '../engine/data/own-recordings.ts';
import { samplesIn } from '../engine/data/samples/kept-bytes.ts';
import { samplesBy } from '../engine/data/samples/sample-reader.ts';
import type { CreateSink } from '../engine/data/samples/sample-sink.ts';
import { totalSeconds } from '../engine/data/total-seconds.ts';
import { explain } from './explain.ts';
import { fileSource } from './file-source.ts';
import { measureReading } from './measure-reading.ts';
import { sinkFor } from './sample-room.ts';
import { tempSamples } from './temp-samples.ts';
import { createTempSpool } from './temp-spool.ts';
import { UsageError } from './options.ts';

const openSamples = samplesBy(tempSamples);
const quiet = { signal: { aborted: false }, onProgress: () => undefined };

/**
 * A dataset of the audio in a folder and the folders below it, or in an archive. Paths in it begin with the folder's own
 * name, as they do in the page. Many hours of samples lie in a file that is gone when the process ends: as 16-bit integers
 * where that loses nothing, else as floats, so that they have the same values.
 * @param check throws for data that nothing can be learnt from; that there are words to learn by default
 * @param memoryBytes that samples may take in memory: 256 MiB by default
 * @throws UsageError when there is no such folder or archive
 * @throws what `check` throws
 */
export async function loadFolder(
  path: string,
  layout: LayoutChoice = {},
  check: (dataset: Dataset) => void = checkTrainable,
  memoryBytes?: number,
): Promise<Dataset> {
  return withFilesOf(path, async (read) => {
    // What cannot be trained on is told from headers alone, before anything is decoded.
    const found = await read(inspector(), layout);
    check(found);
    const dataset = await read(decoder(), layout, sinkFor(samplesIn(found), memoryBytes));
    check(dataset);
    return dataset;
  });
}

/**
 * Audio of which nobody needs to have said what it is, as {@link loadFolder} reads it; a single file, too.
 * @throws UsageError when there is none
 */
export function loadUnlabelled(path: string, memoryBytes?: number): Promise<UnlabelledAudio> {
  return unlabelledAt(path, async (read) => {
    const found = await read(inspector(), {});
    return heard(await read(decoder(), {}, sinkFor(samplesIn(found), memoryBytes)));
  });
}

/** @throws StudioError for why there is no clip */
function heard(dataset: Dataset): Dataset {
  if (dataset.utterances.length > 0) return dataset;
  const [first] = dataset.skipped;
  throw first ? new StudioError(first.reason, { ...first.params, file: first.file }) : new StudioError('data/no-clips');
}

async function unlabelledAt<T>(
  path: string,
  work: (read: ReadFiles, files: readonly OwnFile[]) => Promise<T>,
): Promise<T> {
  try {
    return await withFilesOf(path, work, true);
  } catch (thrown) {
    if (thrown instanceof UsageError || !(thrown instanceof StudioError)) throw thrown;
    if (thrown.code === 'data/no-clips') throw new UsageError(`--unlabelled: there is no sound in ${path} to be read.`);
    throw new UsageError(`--unlabelled: none of the sound in ${path} can be used. ${explain(thrown)}`);
  }
}

/** What a folder or an archive holds, from headers alone: the dataset has no samples. */
export interface ListedFolder {
  readonly dataset: Dataset;
  /** To read the headers, and then to read and decode all sound; null where none can be. */
  readonly readSeconds: number | null;
}

/** @throws as {@link loadFolder} */
export function listFolder(path: string, layout: LayoutChoice = {}): Promise<ListedFolder> {
  const began = performance.now();
  return withFilesOf(path, async (read, files) => listed(await read(inspector(), layout), files, began));
}

/** Audio that is heard without labels. @throws as {@link loadUnlabelled} */
export function listUnlabelled(path: string): Promise<ListedFolder> {
  const began = performance.now();
  return unlabelledAt(path, async (read, files) => listed(heard(await read(inspector(), {})), files, began));
}

async function listed(dataset: Dataset, files: readonly OwnFile[], began: number): Promise<ListedFolder> {
  const headerSeconds = (performance.now() - began) / 1000;
  const speed = await measureReading(files, dataset);
  return { dataset, readSeconds: speed && headerSeconds + totalSeconds(dataset) / speed };
}

/** What is listed, with what is heard without labels beside it. */
export function beside(own: ListedFolder, unlabelled: ListedFolder | null): ListedFolder {
  if (!unlabelled) return own;
  const { readSeconds } = unlabelled;
  return {
    dataset: { ...own.dataset, unlabelled: unlabelled.dataset },
    readSeconds: own.readSeconds === null || readSeconds === null ? null : own.readSeconds + readSeconds,
  };
}

type ReadFiles = (how: ReadRecording, layout: LayoutChoice, createSink?: CreateSink) => Promise<Dataset>;

/**
 * @param work reads the files, also more than once, while archives among them are open
 * @param takesFile a single file that is no archive, too
 */
async function withFilesOf<T>(
  path: string,
  work: (read: ReadFiles, files: readonly OwnFile[]) => Promise<T>,
  takesFile = false,
): Promise<T> {
  const root = await realpath(path).catch(() => null);
  if (root === null) throw new UsageError(`There is no folder or archive ${path}.`);
  const archives = await openArchives(await filesAt(root, basename(resolve(path)), takesFile), quiet, createTempSpool);
  try {
    return await work(
      async (how, layout, createSink) =>
        readByLayout(await recordUnpacked(archives, how, quiet, createSink), layout, openSamples),
      archives.files,
    );
  } finally {
    await archives.close();
  }
}

/** @param named what paths in the dataset call it */
async function filesAt(root: string, named: string, takesFile: boolean): Promise<OwnFile[]> {
  const found = await stat(root);
  if (!found.isDirectory()) {
    if (!takesFile && !isArchivePath(root))
      throw new UsageError(`${named} is a file; --data takes a folder, a zip, a tar or a tar.gz.`);
    return [fileAt(root, named, found.size)];
  }
  const files: OwnFile[] = [];
  await walk(root, named, root, files);
  return files;
}

/** @param named the folder as paths in the dataset call it */
async function walk(folder: string, named: string, root: string, found: OwnFile[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) {
    found.push(unreadable(named));
    return;
  }
  for (const entry of entries) {
    const [place, path] = [join(folder, entry.name), `${named}/${entry.name}`];
    if (entry.isDirectory()) await walk(place, path, root, found);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFileBelow(place, root))))
      found.push(fileAt(place, path, (await stat(place)).size));
    else found.push(unreadable(path));
  }
}

/** Links to folders are not followed (they may lead in circles), nor any that leads out of the chosen folder. */
async function leadsToFileBelow(link: string, root: string): Promise<boolean> {
  const target = await realpath(link).catch(() => null);
  return target !== null && target.startsWith(`${root}${sep}`) && (await stat(target)).isFile();
}

function fileAt(place: string, path: string, size: number): OwnFile {
  const read = async (): Promise<ArrayBuffer> => new Uint8Array(await readFile(place)).buffer;
  return { path, size, read, open: async () => fileSource(place, size) };
}

/** Stays in the list, so that it is named among the skipped. */
function unreadable(path: string): OwnFile {
  return { path, size: 0, read: () => Promise.reject(new StudioError('file/unreadable')) };
}
