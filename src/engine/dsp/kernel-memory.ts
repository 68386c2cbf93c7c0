import { decodeBase64 } from '../core/base64.ts';
import { StudioError } from '../core/errors.ts';
import binary from './build/front-end.ts';

/** Frames that the kernels work on at once, one a lane. No lane sees another: one frame alone has the same bits. */
export const LANES = 4;

/** What assembly/ exports; its docstrings tell what each does. Addresses are in bytes. */
export interface DspKernels {
  emphasise(at: number, count: number, coefficient: number, previous: number): void;
  windowFrames(
    first: number,
    hopBytes: number,
    frames: number,
    window: number,
    frameSamples: number,
    out: number,
    points: number,
  ): void;
  centreFrames(
    first: number,
    hopBytes: number,
    frames: number,
    frameSamples: number,
    coefficient: number,
    out: number,
    stride: number,
  ): void;
  fifths(data: number, points: number, length: number, twiddles: number): void;
  thirds(data: number, points: number, length: number, twiddles: number): void;
  transform(data: number, points: number, length: number, twiddles: number): void;
  powers(data: number, half: number, order: number, twiddles: number, out: number): void;
  toRows(lanes: number, bins: number, rows: number, stride: number): void;
  toLanes(rows: number, bins: number, lanes: number, stride: number): void;
  trackNoise(
    power: number,
    bins: number,
    state: number,
    stride: number,
    frame: number,
    keepSmoothed: number,
    keepPresence: number,
    keepNoise: number,
  ): void;
  subtractNoise(power: number, bins: number, noise: number): void;
  wienerFrame(power: number, bins: number, noise: number, estimate: number, keep: number): void;
  filterBands(power: number, runs: number, bands: number, weights: number, out: number): void;
  logarithms(at: number, count: number, floor: number, offset: number, scale: number, shift: number): void;
  normaliseEnergies(
    energies: number,
    bands: number,
    levels: number,
    frames: number,
    take: number,
    epsilon: number,
    gain: number,
    bias: number,
    power: number,
    root: number,
  ): void;
  cosines(input: number, length: number, matrix: number, coefficients: number, out: number): void;
  resample(
    from: number,
    end: number,
    phase: number,
    up: number,
    down: number,
    table: number,
    taps: number,
    out: number,
  ): number;
}

const PAGE_BYTES = 65_536;
/** As the build asks for, see scripts/lib/kernels.mjs. */
const INITIAL_PAGES = 16;
const MAXIMUM_PAGES = 1024;
/** The compiler keeps what lies below. */
const FIRST_ADDRESS = 1024;

/** Compiled once a thread. */
let compiled: WebAssembly.Module | null = null;

/** The kernels with a memory of their own. Stages take their places in it when they are made; nothing is given back. */
export class KernelMemory {
  readonly kernels: DspKernels;
  /** The memory as samples: index is address / 4. Another object once a later stage has made the memory grow. */
  floats: Float32Array;
  private readonly memory: WebAssembly.Memory;
  private end = FIRST_ADDRESS;

  /** @throws StudioError `data/no-memory-for-kernels` */
  constructor() {
    compiled ??= new WebAssembly.Module(decodeBase64(binary));
    this.memory = newMemory();
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.memory } });
    this.kernels = exports as unknown as DspKernels;
    this.floats = new Float32Array(this.memory.buffer);
  }

  /** Bytes of the places taken so far. */
  get takenBytes(): number {
    return this.end;
  }

  /** Address of room for so many words of 4 bytes, zero at first, 16 bytes aligned. */
  allocate(words: number): number {
    const address = this.end;
    this.end += Math.ceil(words / 4) * 16;
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE_BYTES));
      this.floats = new Float32Array(this.memory.buffer);
    }
    return address;
  }

  /** Copies `count` samples of `input`, which may be this memory's own, from `start` on to `address`. */
  write(input: Float32Array, start: number, count: number, address: number): void {
    if (input === this.floats) return void input.copyWithin(address / 4, start, start + count);
    // A view only of what comes in several blocks: the audio thread's few samples cost no allocation.
    const part = count === input.length ? input : input.subarray(start, start + count);
    this.floats.set(part, address / 4);
  }

  /** Address of a copy of `values`. */
  place(values: Float32Array | Int32Array): number {
    const address = this.allocate(values.length);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer).set(bytes, address);
    return address;
  }
}

function newMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES });
  } catch (thrown) {
    // A browser sets far more addresses aside for each than it ever takes: many small ones exhaust them.
    throw new StudioError('data/no-memory-for-kernels', { detail: String(thrown) });
  }
}
