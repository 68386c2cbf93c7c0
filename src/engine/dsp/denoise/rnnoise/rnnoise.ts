import { rnnoiseModule } from './binary.ts';

/** 10 ms at {@link RNNOISE_RATE_HZ}. */
export const RNNOISE_FRAME = 480;
export const RNNOISE_RATE_HZ = 48_000;
/** It takes samples of 16 bits for granted. */
const FULL_SCALE = 32_768;

/** What the library's build exports, by the names of its header. */
interface RnnoiseExports {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  emscripten_stack_init(): void;
  malloc(bytes: number): number;
  rnnoise_create(model: number): number;
  rnnoise_destroy(state: number): void;
  rnnoise_process_frame(state: number, out: number, input: number): number;
}

/**
 * RNNoise (J.-M. Valin, "A hybrid DSP/deep learning approach to real-time full-band speech enhancement", MMSP 2018): a
 * recurrent net sets the gains of 22 bands, a comb filter at the pitch takes what is left between the harmonics.
 *
 * The library is @shiguredo/rnnoise-wasm 2022.2.0, its SIMD build. Of the builds on npm it alone is fast (twice as fast as
 * @jitsi/rnnoise-wasm 0.2.1, whose bits its plain build has), small (157 kB; its own later version has a model of 3.5 MB) and
 * exports names that can be called without its loader, which fetches a file: an audio worklet cannot. Nothing in it depends
 * on the machine: no relaxed SIMD, no function of the host but those that move memory.
 */
export class Rnnoise {
  /** One frame, -1 to 1: filled by the caller, denoised in place by {@link denoise}. */
  readonly frame: Float32Array;
  private readonly exports: RnnoiseExports;
  private readonly bytes: Uint8Array;
  private readonly address: number;
  private state: number;

  constructor() {
    const instance = new WebAssembly.Instance(rnnoiseModule(), {
      env: {
        emscripten_memcpy_big: (to: number, from: number, bytes: number) => {
          this.bytes.copyWithin(to, from, from + bytes);
        },
        // Its 16 MiB hold hundreds of states: more is never needed.
        emscripten_resize_heap: () => 0,
        __assert_fail: () => {
          throw new Error('an assertion in RNNoise failed');
        },
      },
    });
    this.exports = instance.exports as unknown as RnnoiseExports;
    this.bytes = new Uint8Array(this.exports.memory.buffer);
    this.exports.emscripten_stack_init();
    this.exports.__wasm_call_ctors();
    this.address = this.exports.malloc(4 * RNNOISE_FRAME);
    this.frame = new Float32Array(this.bytes.buffer, this.address, RNNOISE_FRAME);
    this.state = this.exports.rnnoise_create(0);
  }

  /** Denoises {@link frame}. What comes out belongs to the frame before: {@link RNNOISE_FRAME} samples late. */
  denoise(): void {
    const { frame, address } = this;
    // By powers of two: nothing is rounded.
    for (let n = 0; n < RNNOISE_FRAME; n++) frame[n]! *= FULL_SCALE;
    this.exports.rnnoise_process_frame(this.state, address, address);
    for (let n = 0; n < RNNOISE_FRAME; n++) frame[n]! /= FULL_SCALE;
  }

  reset(): void {
    this.exports.rnnoise_destroy(this.state);
    this.state = this.exports.rnnoise_create(0);
  }
}
