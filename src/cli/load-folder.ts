import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { StudioError } from '../engine/core/errors.ts';
import { checkTrainable } from '../engine/data/check-trainable.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import { readByLayout, recordOwnFiles, type OwnFile } from '../engine/data/own-files.ts';
import { decoded, inspected } from '../engine/data/own-recordings.ts';
import { UsageError } from './options.ts';

const quiet = { signal: { aborted: false }, onProgress: () => undefined };

/**
 * A dataset of the audio in a folder and the folders below it. Paths in it begin with the folder's own name, as they
 * do in the page.
 * @throws UsageError when there is no such folder
 * @throws StudioError when nothing can be trained on it
 */
export async function loadFolder(path: string, layout: LayoutChoice = {}): Promise<Dataset> {
  const files = await filesBelow(path);
  // What cannot be trained on is told from headers alone, before anything is decoded.
  checkTrainable(await readByLayout(await recordOwnFiles(files, inspected, quiet), layout));
  const dataset = await readByLayout(await recordOwnFiles(files, decoded, quiet), layout);
  checkTrainable(dataset);
  return dataset;
}

/** What a folder holds, from headers alone: the dataset has no samples. @throws as {@link loadFolder} */
export async function listFolder(path: string, layout: LayoutChoice = {}): Promise<Dataset> {
  return readByLayout(await recordOwnFiles(await filesBelow(path), inspected, quiet), layout);
}

async function filesBelow(path: string): Promise<OwnFile[]> {
  const root = await realpath(path).catch(() => null);
  if (root === null) throw new UsageError(`There is no folder ${path}.`);
  if (!(await stat(root)).isDirectory()) throw new UsageError(`${path} is a file; --data takes a folder.`);
  const files: OwnFile[] = [];
  await walk(root, basename(resolve(path)), root, files);
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
  return { path, size, read };
}

/** Stays in the list, so that it is named among the skipped. */
function unreadable(path: string): OwnFile {
  return { path, size: 0, read: () => Promise.reject(new StudioError('file/unreadable')) };
}
