import { StudioError } from '../../core/errors.ts';

/** What an archive may ask of the machine before it is taken for a trap. */
export interface ArchiveLimits {
  /** Entries of all kinds. */
  readonly entries: number;
  /** All that is in it, unpacked. */
  readonly bytes: number;
  /** Bytes unpacked for each byte packed: text gives about ten, and sound less. */
  readonly ratio: number;
  /** Bytes unpacked up to which no ratio is looked at. */
  readonly innocentBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1_000_000,
  bytes: 2 ** 38,
  ratio: 200,
  innocentBytes: 2 ** 24,
};

/** @throws StudioError `file/too-many-entries` */
export function checkCount(entries: number, limits: ArchiveLimits): void {
  if (entries > limits.entries) throw new StudioError('file/too-many-entries', { max: limits.entries });
}

export function isBomb(unpacked: number, packed: number, limits: ArchiveLimits): boolean {
  return unpacked > limits.bytes || (unpacked > limits.innocentBytes && unpacked > limits.ratio * packed);
}

/** @throws StudioError `file/bomb` */
export function checkExpansion(unpacked: number, packed: number, limits: ArchiveLimits): void {
  if (isBomb(unpacked, packed, limits)) throw new StudioError('file/bomb', { unpacked, packed });
}
