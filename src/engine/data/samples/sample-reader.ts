import { StudioError } from '../../core/errors.ts';
import type { AudioRef, Dataset } from '../dataset.ts';
import { BYTES_PER_SAMPLE, fromInt16 } from './sample-coding.ts';
import type { ReadNow, SampleFiles } from './stored-samples.ts';

/** The samples of a dataset, wherever they lie. */
export interface SampleReader {
  /** Valid until the next call. @throws StudioError `file/unreadable` when their file is gone */
  read(audio: AudioRef): Float32Array;
}

/** Neighbours are mostly asked for one after another. */
const WINDOW_BYTES = 2 ** 21;

type Samples = Pick<Dataset, 'pcm' | 'stored'>;

export type OpenSamples = (dataset: Samples & Pick<Dataset, 'unlabelled'>) => SampleReader;

/** @param files opens those that lie in a file; without it only memory can be read */
export function samplesBy(files: Pick<SampleFiles, 'open'> | null): OpenSamples {
  const open = ({ pcm, stored }: Samples): SampleReader => {
    if (!stored) return { read: ({ offset, length }) => pcm.subarray(offset, offset + length) };
    if (!files) throw new StudioError('file/unreadable', { file: stored.name });
    return new StoredReader(files.open(stored), stored.name);
  };
  return ({ unlabelled, ...own }) => {
    const [ofOwn, others] = [open(own), unlabelled && open(unlabelled)];
    if (!others) return ofOwn;
    return { read: (audio) => (audio.bank === 'unlabelled' ? others : ofOwn).read(audio) };
  };
}

class StoredReader implements SampleReader {
  private start = 0;
  private window: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  private converted = new Float32Array(0);

  constructor(
    private readonly readNow: ReadNow,
    private readonly name: string,
  ) {}

  read({ offset, length, coding = 'float32' }: AudioRef): Float32Array {
    const size = BYTES_PER_SAMPLE[coding];
    const at = this.inWindow(offset * size, (offset + length) * size);
    const { buffer } = this.window;
    if (coding === 'float32') return new Float32Array(buffer, at, length);
    if (this.converted.length < length) this.converted = new Float32Array(length);
    const out = this.converted.subarray(0, length);
    fromInt16(new Int16Array(buffer, at, length), out);
    return out;
  }

  /** @returns where in the window the bytes begin */
  private inWindow(from: number, to: number): number {
    if (from < this.start || to > this.start + this.window.length) {
      // Typed arrays of four bytes a value begin at a multiple of four.
      this.start = from - (from % 4);
      this.window = new Uint8Array(0);
      const bytes = this.readNow(this.start, Math.max(to, this.start + WINDOW_BYTES));
      this.window = bytes.byteOffset % 4 === 0 && bytes.byteOffset === 0 ? bytes : bytes.slice();
    }
    if (to > this.start + this.window.length) throw new StudioError('file/unreadable', { file: this.name });
    return from - this.start;
  }
}
