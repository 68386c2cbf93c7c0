import { Inflate } from 'pako';
import { StudioError } from '../../../core/errors.ts';
import type { StopSignal } from '../../../core/stop-signal.ts';
import { readBytes, type ByteSource } from '../byte-source.ts';
import { checkExpansion, type ArchiveLimits } from '../limits.ts';

/** Small enough that what it may unpack to before a limit stops it is no burden. */
const CHUNK_BYTES = 2 ** 18;
const OUT_BYTES = 2 ** 18;

export interface GunzipOptions {
  readonly limits: ArchiveLimits;
  readonly signal: StopSignal;
  /** Bytes of the source that were read. */
  readonly onProgress: (done: number) => void;
}

/**
 * Unpacks gzip, also of several members, piece by piece; checksums are checked. (A browser's own DecompressionStream
 * knows neither several members nor zeros after the end.)
 * @throws StudioError `file/truncated` (what came before was given), `file/wrong-checksum`, `file/corrupt`, `file/bomb`,
 *   `train/stopped`
 */
export async function gunzip(
  source: ByteSource,
  write: (bytes: Uint8Array) => Promise<void>,
  { limits, signal, onProgress }: GunzipOptions,
): Promise<void> {
  let [read, made] = [0, 0];
  let pending: Uint8Array[] = [];
  const member = (): Inflate => {
    const inflate = new Inflate({ chunkSize: OUT_BYTES });
    inflate.onData = (bytes) => {
      made += bytes.length;
      checkExpansion(made, read, limits);
      pending.push(bytes);
    };
    return inflate;
  };
  const writePending = async (): Promise<void> => {
    for (const bytes of pending) await write(bytes);
    pending = [];
  };
  let inflate = member();
  while (read < source.size) {
    if (signal.aborted) throw new StudioError('train/stopped');
    const chunk = await readBytes(source, read, CHUNK_BYTES);
    if (chunk.length === 0) throw new StudioError('file/unreadable');
    // A member may end with a chunk: another, or zeros to fill a tape's block, may follow.
    if (inflate.ended) {
      if (chunk[0] !== 0x1f) return;
      inflate = member();
    }
    read += chunk.length;
    inflate.push(chunk);
    await writePending();
    if (inflate.err !== 0) throw damage(inflate);
    onProgress(read);
  }
  if (inflate.ended) return;
  inflate.push(new Uint8Array(0), true);
  await writePending();
  throw new StudioError('file/truncated');
}

function damage({ msg }: Inflate): StudioError {
  return new StudioError(/data check|length check/.test(msg) ? 'file/wrong-checksum' : 'file/corrupt', {}, msg);
}
