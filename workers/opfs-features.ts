import { StudioError } from '../src/engine/core/errors.ts';
import type { FeatureFile, FeatureFiles } from '../src/engine/experiment/kept-features/feature-files.ts';
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
      files.push(...(await filesIn(folder)));
    }
    return files;
  },

  async create(owner, settings, bytes) {
    const root = await featureFolder();
    if (!root) return null;
    return navigator.locks.request(FEATURE_LOCK, async () => {
      await makeRoom(root, settings, bytes);
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

async function filesIn(folder: FileSystemDirectoryHandle): Promise<FeatureFile[]> {
  const files: FeatureFile[] = [];
  for await (const handle of folder.values()) {
    if (handle.kind !== 'file' || handle.name === USED) continue;
    // Another tab may have removed it meanwhile.
    const source = await handle.getFile().catch(() => null);
    const remove = () => folder.removeEntry(handle.name).catch(() => undefined);
    if (source) files.push({ source, remove });
  }
  return files;
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

/** Features of one dataset by one way to make them. */
interface Kept {
  readonly settings: string;
  readonly bytes: number;
  readonly usedAt: number;
  remove(): Promise<void>;
}

async function allKept(root: FileSystemDirectoryHandle): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const owner of foldersIn(root))
    for await (const folder of foldersIn(owner)) {
      const files = await filesIn(folder);
      const mark = await folder.getFileHandle(USED).then(
        (handle) => handle.getFile(),
        () => null,
      );
      kept.push({
        settings: folder.name,
        bytes: files.reduce((sum, { source }) => sum + source.size, 0),
        usedAt: mark?.lastModified ?? 0,
        remove: () => owner.removeEntry(folder.name, { recursive: true }),
      });
    }
  return kept;
}

/**
 * Removes what was not used for longest until there is room within the bounds; never what is being made.
 * @throws StudioError `storage/features-not-kept`
 */
async function makeRoom(root: FileSystemDirectoryHandle, settings: string, bytes: number): Promise<void> {
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  const kept = (await allKept(root)).sort((a, b) => a.usedAt - b.usedAt);
  let total = kept.reduce((sum, one) => sum + one.bytes, 0);
  let free = quota - usage;
  const fits = () => total + bytes <= Math.min(MAX_BYTES, MAX_SHARE * quota) && bytes <= free;
  for (const one of kept) {
    if (fits()) return;
    if (one.settings === settings) continue;
    // What another tab has open stays.
    const isGone = await one.remove().then(
      () => true,
      () => false,
    );
    if (!isGone) continue;
    total -= one.bytes;
    free += one.bytes;
  }
  if (!fits()) throw new StudioError('storage/features-not-kept');
}
