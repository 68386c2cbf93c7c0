import { FEATURE_FOLDER, FEATURE_LOCK } from '../../protocol/feature-files.ts';

/** The features that are kept of datasets, in the origin's own file system: what workers write, measured and removed. */
export class FeatureShelf {
  /** @param storage null where there is no such file system: then there are none */
  constructor(
    private readonly storage: StorageManager | null,
    private readonly locks: LockManager,
  ) {}

  /** Of the features of a dataset. */
  async bytesOf(fingerprint: string): Promise<number> {
    const root = await this.folder();
    const owner = await root?.getDirectoryHandle(fingerprint).catch(() => null);
    return owner ? bytesIn(owner).catch(() => 0) : 0;
  }

  /** Removes the features of all datasets that are not kept. What a tab writes just now stays until the next time. */
  async sweep(isKept: (fingerprint: string) => boolean): Promise<void> {
    const root = await this.folder();
    if (!root) return;
    const owners: string[] = [];
    for await (const owner of root.keys()) owners.push(owner);
    const outdated = owners.filter((owner) => !isKept(owner));
    if (outdated.length === 0) return;
    await this.locks.request(FEATURE_LOCK, {}, async () => {
      for (const owner of outdated) await root.removeEntry(owner, { recursive: true }).catch(() => undefined);
    });
  }

  private async folder(): Promise<FileSystemDirectoryHandle | null> {
    try {
      const root = await this.storage?.getDirectory();
      return (await root?.getDirectoryHandle(FEATURE_FOLDER)) ?? null;
    } catch {
      return null;
    }
  }
}

async function bytesIn(folder: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  for await (const handle of folder.values())
    bytes += handle.kind === 'directory' ? await bytesIn(handle) : (await handle.getFile()).size;
  return bytes;
}
