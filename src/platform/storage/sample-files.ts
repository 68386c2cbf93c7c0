import type { StoredSamples } from '../../engine/data/samples/stored-samples.ts';
import { SAMPLE_FOLDER, sampleLock } from '../../protocol/sample-files.ts';

/** The files of samples that imports wrote: as many as the origin's own file system holds. */
export class SampleFileShelf {
  /** @param storage null where there is no such file system: then there are no files */
  constructor(
    private readonly storage: StorageManager | null,
    private readonly locks: LockManager,
  ) {}

  /** Null when it is gone. */
  async open(name: string): Promise<StoredSamples | null> {
    try {
      const handle = await (await this.folder())?.getFileHandle(name);
      const file = await handle?.getFile();
      return file ? { name, bytes: file.size, file } : null;
    } catch {
      return null;
    }
  }

  /**
   * Removes what imports left behind: what is not kept, and no tab has at hand.
   * @param isKept asked last, when nobody can begin to need the file any more
   */
  async sweep(isKept: (name: string) => Promise<boolean>): Promise<void> {
    const folder = await this.folder();
    if (!folder) return;
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of names)
      await this.locks.request(sampleLock(name), { ifAvailable: true }, async (lock) => {
        // One that is being removed by another tab is gone by itself.
        if (lock && !(await isKept(name))) await folder.removeEntry(name).catch(() => undefined);
      });
  }

  private async folder(): Promise<FileSystemDirectoryHandle | null> {
    try {
      const root = await this.storage?.getDirectory();
      return (await root?.getDirectoryHandle(SAMPLE_FOLDER)) ?? null;
    } catch {
      return null;
    }
  }
}
