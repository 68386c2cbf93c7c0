import { expose, releaseProxy, transfer, wrap, type Endpoint, type Remote } from 'comlink';
import type { StudioError } from '../engine/core/errors.ts';
import type { ReadRecording, ReadSound } from '../engine/data/own-recordings.ts';
import { handOver, unwrap, type Outcome } from './outcome.ts';
import { buffersIn } from './transferables.ts';

/** Decodes recordings, as it is called from another thread; the bytes are handed over, and the samples. */
interface RemoteReader {
  read(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome<ReadSound>>;
}

/** The far side of the channel. */
export function serveReader(read: ReadRecording, endpoint: Endpoint): void {
  const api: RemoteReader = { read: (bytes) => handOver(() => read(bytes)) };
  expose(api, endpoint);
}

interface Helper {
  readonly read: ReadRecording;
  underWay: number;
}

/** Decodes in this thread and in others: whoever has least to do gets the next recording. */
export class HelpedReader {
  private readonly remotes: readonly Remote<RemoteReader>[];
  private readonly lost: ((error: StudioError) => void)[] = [];
  private readonly readers: readonly Helper[];

  /** @param helpers lead to threads that serve a reader */
  constructor(own: ReadRecording, helpers: readonly Endpoint[]) {
    this.remotes = helpers.map((endpoint) => wrap<RemoteReader>(endpoint));
    const reads = this.remotes.map((remote): ReadRecording => {
      // A call to a thread that has died would never settle.
      const loss = new Promise<never>((_, reject) => this.lost.push(reject));
      loss.catch(() => undefined);
      return async (bytes) => unwrap(await Promise.race([remote.read(transfer(bytes, buffersIn(bytes))), loss]));
    });
    // This thread has other work as well: it comes last.
    this.readers = [...reads, own].map((read) => ({ read, underWay: 0 }));
  }

  readonly read: ReadRecording = async (bytes) => {
    const reader = this.readers.reduce((least, one) => (one.underWay < least.underWay ? one : least));
    reader.underWay++;
    try {
      return await reader.read(bytes);
    } finally {
      reader.underWay--;
    }
  };

  /** That helper will not answer any more: what waits for it rejects, and what it is given later. */
  lose(helper: number, error: StudioError): void {
    this.lost[helper]?.(error);
  }

  /** Nothing more is read. */
  close(): void {
    for (const remote of this.remotes) remote[releaseProxy]();
  }
}
