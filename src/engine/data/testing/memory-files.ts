import { StudioError } from '../../core/errors.ts';
import type { SampleFiles } from '../samples/stored-samples.ts';

/** Files of samples as a browser has them, in memory. */
export class MemoryFiles implements SampleFiles {
  readonly contents = new Map<string, Uint8Array<ArrayBuffer>>();
  /** How often a file was read. */
  reads = 0;
  private made = 0;

  /** @param room bytes that fit */
  constructor(private readonly room = Infinity) {}

  create() {
    const name = `file-${this.made++}`;
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    return Promise.resolve({
      write: async (piece: Uint8Array) => {
        bytes += piece.length;
        if (bytes > this.room) throw new StudioError('file/no-room');
        pieces.push(piece.slice());
        this.contents.set(name, Uint8Array.from(Buffer.concat(pieces)));
      },
      finish: () => Promise.resolve({ name, bytes, file: name }),
      discard: () => Promise.resolve(void this.contents.delete(name)),
    });
  }

  open({ name }: { readonly name: string }) {
    return (from: number, to: number) => {
      this.reads++;
      const bytes = this.contents.get(name);
      if (!bytes) throw new StudioError('file/unreadable', { file: name });
      return bytes.slice(from, to);
    };
  }
}
