import { StudioError } from '../../../core/errors.ts';
import type { FeatureFiles } from '../feature-files.ts';

/** Files of features in memory, by settings. */
export class MemoryFeatures implements FeatureFiles {
  readonly kept = new Map<string, Blob[]>();
  isFull = false;

  find(settings: string) {
    const files = this.kept.get(settings) ?? [];
    return Promise.resolve(
      files.map((source) => ({
        bytes: source.size,
        read: async (at: number, out: Uint8Array) => {
          const bytes = new Uint8Array(await source.slice(at, at + out.length).arrayBuffer());
          out.set(bytes);
          return bytes.length;
        },
        close: () => undefined,
        remove: async () =>
          void this.kept.set(
            settings,
            files.filter((other) => other !== source),
          ),
      })),
    );
  }

  create(_owner: string, settings: string, bytes: number) {
    if (this.isFull) return Promise.reject(new StudioError('storage/features-not-kept'));
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const keep = () => {
      const file = new Blob(pieces);
      if (file.size !== bytes) throw new Error(`${file.size} bytes where ${bytes} were announced`);
      this.kept.set(settings, [...(this.kept.get(settings) ?? []), file]);
      return file;
    };
    return Promise.resolve({
      write: async (piece: Uint8Array) => void pieces.push(Uint8Array.from(piece)),
      finish: async () => keep(),
      discard: async () => void (pieces.length = 0),
    });
  }
}
