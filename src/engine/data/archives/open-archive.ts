import { StudioError } from '../../core/errors.ts';
import type { StopSignal } from '../../core/stop-signal.ts';
import { admitEntries, type Unpacked } from './admit-entries.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { archiveKind, HEAD_BYTES, type ArchiveKind } from './archive-kind.ts';
import { readBytes, type ByteSource, type CreateSpool, type Spool } from './byte-source.ts';
import { gunzip } from './gzip/gunzip.ts';
import { checkCount, checkExpansion, isBomb, type ArchiveLimits } from './limits.ts';
import { tarEntries } from './tar/entries.ts';
import { isTarHeader } from './tar/header.ts';
import { zipEntries } from './zip/entries.ts';

export interface OpenArchiveOptions {
  readonly createSpool: CreateSpool;
  readonly limits: ArchiveLimits;
  readonly signal: StopSignal;
  /** Bytes of the archive that were unpacked. */
  readonly onProgress: (done: number) => void;
}

export interface OpenedArchive extends Unpacked {
  /** Gives back what it took of the disk; a file that is read afterwards is unpacked again. */
  close(): Promise<void>;
}

/**
 * Lists a zip, a tar or a tar.gz, whatever its name says. Contents stay where they are and are read when asked for; a
 * tar.gz is first unpacked into a spool. What is wrong with the archive as a whole is in `refused` under its own path,
 * beside what could be had of it all the same: what stands before the place where it breaks off.
 * @throws StudioError `train/stopped`
 */
export async function openArchive(
  path: string,
  open: () => Promise<ByteSource>,
  options: OpenArchiveOptions,
): Promise<OpenedArchive> {
  const reading = new ArchiveReading(options);
  try {
    const trouble = await reading.readAll(open).then(
      () => reading.cutShort,
      (thrown: unknown) => ofTheFile(thrown),
    );
    const isWhole = !trouble || trouble.code === 'file/truncated' || trouble.code === 'file/broken-archive';
    const { files, refused } = admitEntries(isWhole ? reading.entries : [], path, options.limits);
    const ofItself = trouble ? [{ file: path, reason: trouble.code, params: trouble.params }] : [];
    return { files, refused: [...ofItself, ...refused], close: () => reading.close() };
  } catch (thrown) {
    await reading.close();
    throw thrown;
  }
}

const unheard: Pick<OpenArchiveOptions, 'signal' | 'onProgress'> = {
  signal: { aborted: false },
  onProgress: () => undefined,
};

class ArchiveReading {
  readonly entries: ArchiveEntry[] = [];
  /** Set when the packed bytes end too early: what came before is there. */
  cutShort: StudioError | null = null;
  private spool: Spool | null = null;
  private unpacked: Promise<ByteSource> | null = null;

  constructor(private options: OpenArchiveOptions) {}

  async readAll(open: () => Promise<ByteSource>): Promise<void> {
    const source = await open();
    if (source.size === 0) throw new StudioError('file/empty');
    const kind = await kindOf(source);
    if (kind === 'zip') return this.list(zipEntries(source), source.size);
    if (kind === 'tar') return this.list(tarEntries(source), source.size);
    if (kind !== 'gzip') throw new StudioError(kind === null ? 'file/broken-archive' : 'file/unknown-packing');
    const { size } = await this.ensureUnpacked(source);
    const unpacked: ByteSource = {
      size,
      slice: (from, to) => ({
        arrayBuffer: async () => (await this.ensureUnpacked(source)).slice(from, to).arrayBuffer(),
      }),
    };
    if ((await kindOf(unpacked)) !== 'tar') throw this.cutShort ?? new StudioError('file/unknown-packing');
    return this.list(tarEntries(unpacked), unpacked.size);
  }

  async close(): Promise<void> {
    const { spool } = this;
    this.spool = this.unpacked = null;
    // Those who opened it are not there to hear of what comes later.
    this.options = { ...this.options, ...unheard };
    await spool?.discard();
  }

  private ensureUnpacked(source: ByteSource): Promise<ByteSource> {
    return (this.unpacked ??= this.unpack(source));
  }

  private async unpack(source: ByteSource): Promise<ByteSource> {
    const spool = await this.options.createSpool(source.size);
    this.spool = spool;
    try {
      await gunzip(source, (bytes) => spool.write(bytes), this.options);
    } catch (thrown) {
      if (!(thrown instanceof StudioError) || thrown.code !== 'file/truncated') throw thrown;
      this.cutShort = thrown;
    }
    return spool.finish();
  }

  private async list(entries: AsyncIterable<ArchiveEntry>, archiveBytes: number): Promise<void> {
    const { limits, signal } = this.options;
    let unpacked = 0;
    for await (const entry of entries) {
      if (signal.aborted) throw new StudioError('train/stopped');
      this.entries.push(entry);
      checkCount(this.entries.length, limits);
      // One that is a trap by itself is refused by itself; those that overlap are one together, each of them innocent.
      if (!isBomb(entry.size, entry.packedSize, limits)) unpacked += entry.size;
      checkExpansion(unpacked, archiveBytes, limits);
    }
  }
}

/** What is wrong with one file stays with it; anything else (a stop, a bug) ends the import. */
function ofTheFile(thrown: unknown): StudioError {
  if (thrown instanceof StudioError && thrown.code.startsWith('file/')) return thrown;
  throw thrown;
}

async function kindOf(source: ByteSource): Promise<ArchiveKind | null> {
  return archiveKind(await readBytes(source, 0, HEAD_BYTES), isTarHeader);
}
