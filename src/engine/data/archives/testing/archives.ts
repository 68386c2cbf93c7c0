import { readFileSync } from 'node:fs';
import type { ByteSource, Spool } from '../byte-source.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../limits.ts';
import { openArchive, type OpenedArchive } from '../open-archive.ts';

/** An archive made by the tools that people use, by `make.sh`. */
export function madeArchive(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(name, import.meta.url)));
}

/** A spool in memory that tells whether its room was given back. */
export function memorySpool(): Spool & { readonly discarded: () => boolean } {
  const written: Uint8Array<ArrayBuffer>[] = [];
  let discarded = false;
  return {
    write: async (bytes) => void written.push(bytes.slice()),
    finish: async () => new Blob(written),
    discard: async () => void (discarded = true),
    discarded: () => discarded,
  };
}

export interface OpenOptions {
  readonly path?: string;
  readonly limits?: Partial<ArchiveLimits>;
}

export function opened(
  bytes: Uint8Array<ArrayBuffer> | ByteSource,
  { path = 'set.zip', limits = {} }: OpenOptions = {},
): Promise<OpenedArchive> {
  return openArchive(path, async () => (bytes instanceof Uint8Array ? new Blob([bytes]) : bytes), {
    createSpool: async () => memorySpool(),
    limits: { ...ARCHIVE_LIMITS, ...limits },
    signal: { aborted: false },
    onProgress: () => undefined,
  });
}

/** What is in the files, as text, by path. */
export async function textsOf({ files }: OpenedArchive): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { path, read } of files) texts[path] = new TextDecoder().decode(await read());
  return texts;
}
