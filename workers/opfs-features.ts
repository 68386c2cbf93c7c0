import { StudioError } from '../src/engine/core/errors.ts';
import type { FeatureFile, FeatureFiles } from '../src/engine/experiment/kept-features/feature-files.ts';
import { makeRoom, type KeptSet } from '../src/engine/experiment/kept-features/make-room.ts';
import { FEATURE_FOLDER, FEATURE_LOCK } from '../src/protocol/feature-files.ts';
import { createOpfsFile } from './opfs-file.ts';

/** The features of thirty thousand words by a few front ends and seeds. */
const MAX_BYTES = 4e9;
/** Of what the browser gives: datasets and runs need the rest. */
const MAX_SHARE = 0.25;
/** Written when features are used: the time of its last change tells when. */
const USED = 'used';

/** Features in the origin's own file system. */
export const opfsFeatures: FeatureFiles = {
  async find(settings) {
    const root = await featureFolder();
    if (!root) return [];
    const files: FeatureFile[] = [];
    for await (const owner of foldersIn(root)) {
      const folder = await owner.getDirectoryHandle(settings).catch(() => null);
      if (!folder) continue;
      await markUsed(folder);
      for await (const handle of filesIn(folder)) {
        const file = await openFile(handle, () => folder.removeEntry(handle.name));
        if (file) files.push(file);
      }
    }
    return files;
  },

  async create(owner, settings, bytes) {
    const root = await featureFolder();
    if (!root) return null;
    return navigator.locks.request(FEATURE_LOCK, async () => {
      const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
      const bounds = { maxBytes: Math.min(MAX_BYTES, MAX_SHARE * quota), freeBytes: quota - usage };
      if (!(await makeRoom(await allKept(root), { settings, bytes }, bounds)))
        throw new StudioError('storage/features-not-kept');
      const ofOwner = await root.getDirectoryHandle(owner, { create: true });
      const folder = await ofOwner.getDirectoryHandle(settings, { create: true });
      await markUsed(folder);
      const file = await createOpfsFile(folder, crypto.randomUUID());
      return {
        write: async (chunk) => file.append(chunk),
        finish: () => file.close(),
        discard: () => file.remove(),
      };
    });
  },
};

async function featureFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FEATURE_FOLDER, { create: true });
  } catch {
    return null;
  }
}

async function* foldersIn(folder: FileSystemDirectoryHandle): AsyncGenerator<FileSystemDirectoryHandle> {
  for await (const handle of folder.values()) if (handle.kind === 'directory') yield handle;
}

async function* filesIn(folder: FileSystemDirectoryHandle): AsyncGenerator<FileSystemFileHandle> {
  for await (const handle of folder.values()) if (handle.kind === 'file' && handle.name !== USED) yield handle;
}

/** TypeScript's library does not know the mode yet: several threads read, none writes. */
interface ReadableHandle extends FileSystemFileHandle {
  createSyncAccessHandle(options?: { readonly mode: 'read-only' }): Promise<FileSystemSyncAccessHandle>;
}

/** Null when another tab has removed it meanwhile, or writes it just now. */
async function openFile(handle: ReadableHandle, removeEntry: () => Promise<void>): Promise<FeatureFile | null> {
  const remove = () => removeEntry().catch(() => undefined);
  try {
    // Ten times as fast as a Blob's way through the browser.
    const access = await handle.createSyncAccessHandle({ mode: 'read-only' });
    const close = () => access.close();
    return {
      bytes: access.getSize(),
      read: (at, out) => access.read(out, { at }),
      close,
      remove: () => (close(), remove()),
    };
  } catch {
    // Where the mode is not known, the thread that came first has it for itself.
  }
  const file = await handle.getFile().catch(() => null);
  if (!file) return null;
  return {
    bytes: file.size,
    async read(at, out) {
      const bytes = new Uint8Array(await file.slice(at, at + out.length).arrayBuffer());
      out.set(bytes);
      return bytes.length;
    },
    close: () => undefined,
    remove,
  };
}

async function markUsed(folder: FileSystemDirectoryHandle): Promise<void> {
  try {
    const file = await createOpfsFile(folder, USED);
    file.append(new Uint8Array(1));
    await file.close();
  } catch {
    // Another thread marks it just now.
  }
}

function sizeOf({ size }: File): number {
  return size;
}

async function allKept(root: FileSystemDirectoryHandle): Promise<KeptSet[]> {
  const kept: KeptSet[] = [];
  for await (const owner of foldersIn(root))
    for await (const folder of foldersIn(owner)) {
      let bytes = 0;
      for await (const handle of filesIn(folder)) bytes += await handle.getFile().then(sizeOf, () => 0);
      const mark = await folder.getFileHandle(USED).then(
        (handle) => handle.getFile(),
        () => null,
      );
      kept.push({
        settings: folder.name,
        bytes,
        usedAt: mark?.lastModified ?? 0,
        remove: () =>
          owner.removeEntry(folder.name, { recursive: true }).then(
            () => true,
            () => false,
          ),
      });
    }
  return kept;
}
