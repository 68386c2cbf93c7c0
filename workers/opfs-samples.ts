import { StudioError } from '../src/engine/core/errors.ts';
import type { ReadNow, SampleFile, SampleFiles, StoredSamples } from '../src/engine/data/samples/stored-samples.ts';
import { SAMPLE_FOLDER, sampleLock } from '../src/protocol/sample-files.ts';
import { checkRoom, createOpfsFile } from './opfs-file.ts';

/** Files of samples in the origin's own file system. */
export const opfsSamples: SampleFiles = {
  async create(bytes) {
    const folder = await sampleFolder();
    if (!folder) return null;
    await checkRoom(bytes);
    return createFile(folder);
  },
  open: readerOf,
};

/** Null in browsers without such files, and in private windows of some that have them. */
async function sampleFolder(): Promise<FileSystemDirectoryHandle | null> {
  if (!('createSyncAccessHandle' in (globalThis.FileSystemFileHandle?.prototype ?? {}))) return null;
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(SAMPLE_FOLDER, { create: true });
  } catch {
    return null;
  }
}

async function createFile(folder: FileSystemDirectoryHandle): Promise<SampleFile> {
  const name = crypto.randomUUID();
  // Before the file is there: without it another tab would take it for a leftover. The page holds one of its own as soon
  // as it has the dataset; this one goes with this thread.
  const letGo = await hold(sampleLock(name));
  const file = await createOpfsFile(folder, name);
  let isThere = true;
  return {
    write: async (bytes) => file.append(bytes),
    async finish() {
      const written = await file.close();
      return { name, bytes: written.size, file: written };
    },
    async discard() {
      if (!isThere) return;
      isThere = false;
      await file.remove();
      letGo();
    },
  };
}

function hold(lock: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = () => new Promise<void>((release) => resolve(release));
    navigator.locks.request(lock, { mode: 'shared' }, held).catch(reject);
  });
}

function readerOf({ file, name }: StoredSamples): ReadNow {
  const unreadable = (thrown: unknown) => new StudioError('file/unreadable', { file: name }, String(thrown));
  if (!(file instanceof Blob)) throw unreadable('no file');
  const reader = new FileReaderSync();
  return (from, to) => {
    try {
      return new Uint8Array(reader.readAsArrayBuffer(file.slice(from, to)));
    } catch (thrown) {
      throw unreadable(thrown);
    }
  };
}
