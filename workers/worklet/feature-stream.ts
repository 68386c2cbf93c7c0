import { installRnnoise } from '../../src/engine/dsp/denoise/rnnoise/binary.ts';
import { createFrontEnd, type FrontEnd } from '../../src/engine/dsp/front-end.ts';
import type { FeatureWorkletCommand, FeatureWorkletEvent, FeatureWorkletOptions } from '../../src/protocol/worklet.ts';
import { BufferPool } from './buffer-pool.ts';

export type PostFeatureEvent = (event: FeatureWorkletEvent, transfer: ArrayBuffer[]) => void;

/** Samples of one rendering quantum; the mix is made in pieces of this size. */
const MIX_SAMPLES = 128;

/** What the feature worklet does with its samples, apart from the audio thread that calls it. */
export class FeatureStream {
  private readonly frontEnd: FrontEnd | null;
  private readonly mono = new Float32Array(MIX_SAMPLES);
  private readonly framePool: BufferPool;
  private readonly pcmPool: BufferPool;
  private frames: Float32Array<ArrayBuffer> | null = null;
  private framesHeld = 0;
  private framesSent = 0;
  private pcm: Float32Array<ArrayBuffer> | null = null;
  private pcmHeld = 0;
  private pcmSent = 0;
  private samplesTaken = 0;
  private ended = false;

  constructor(
    private readonly options: FeatureWorkletOptions,
    sampleRateHz: number,
    private readonly post: PostFeatureEvent,
  ) {
    if (options.denoiserBinary) installRnnoise(options.denoiserBinary);
    this.frontEnd = options.frontEnd ? createFrontEnd(options.frontEnd, sampleRateHz) : null;
    this.framePool = new BufferPool(options.framesPerMessage * (this.frontEnd?.bins ?? 0) * 4);
    this.pcmPool = new BufferPool(options.pcmSamplesPerMessage * 4);
  }

  /** Takes the channels of one input, equally long; false once the stream has ended. */
  take(channels: readonly Float32Array[]): boolean {
    const [first] = channels;
    if (this.ended || !first) return !this.ended;
    const left = (this.options.lengthSamples ?? Infinity) - this.samplesTaken;
    const length = Math.min(first.length, left);
    for (let start = 0; start < length; start += MIX_SAMPLES) {
      this.takeMono(this.mix(channels, start, Math.min(MIX_SAMPLES, length - start)));
    }
    if (length === left) this.end();
    return !this.ended;
  }

  receive(command: FeatureWorkletCommand): void {
    switch (command.type) {
      case 'end':
        return this.end();
      case 'recycle':
        if (!this.framePool.give(command.buffer)) this.pcmPool.give(command.buffer);
        return;
      default: {
        const unknown: never = command;
        throw new TypeError(`command ${JSON.stringify(unknown)}`);
      }
    }
  }

  private mix(channels: readonly Float32Array[], start: number, count: number): Float32Array {
    const mono = count === MIX_SAMPLES ? this.mono : this.mono.subarray(0, count);
    const [first] = channels;
    if (!first) return mono;
    for (let n = 0; n < count; n++) {
      let sum = 0;
      for (let c = 0; c < channels.length; c++) sum += channels[c]![start + n]!;
      mono[n] = sum / channels.length;
    }
    return mono;
  }

  private takeMono(samples: Float32Array): void {
    this.samplesTaken += samples.length;
    if (this.options.pcmSamplesPerMessage > 0) this.keepPcm(samples);
    if (this.frontEnd) this.keepFrames(this.frontEnd, this.frontEnd.push(samples));
  }

  private keepFrames(frontEnd: FrontEnd, ready: number): void {
    for (let waiting = ready; waiting > 0;) {
      this.frames ??= this.framePool.take();
      const read = frontEnd.read(this.frames, this.framesHeld * frontEnd.bins);
      this.framesHeld += read;
      waiting -= read;
      if (this.framesHeld === this.options.framesPerMessage) this.sendFrames(frontEnd.bins);
    }
  }

  private keepPcm(samples: Float32Array): void {
    for (let at = 0; at < samples.length;) {
      this.pcm ??= this.pcmPool.take();
      const count = Math.min(samples.length - at, this.pcm.length - this.pcmHeld);
      for (let n = 0; n < count; n++) this.pcm[this.pcmHeld + n] = samples[at + n]!;
      this.pcmHeld += count;
      at += count;
      if (this.pcmHeld === this.pcm.length) this.sendPcm();
    }
  }

  private sendFrames(bins: number): void {
    const data = this.frames;
    if (!data) return;
    this.post({ type: 'frames', data, frames: this.framesHeld, bins, firstFrame: this.framesSent }, [data.buffer]);
    this.framesSent += this.framesHeld;
    this.framesHeld = 0;
    this.frames = null;
  }

  private sendPcm(): void {
    const data = this.pcm;
    if (!data) return;
    this.post({ type: 'pcm', data, samples: this.pcmHeld, firstSample: this.pcmSent }, [data.buffer]);
    this.pcmSent += this.pcmHeld;
    this.pcmHeld = 0;
    this.pcm = null;
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    if (this.frontEnd) {
      this.keepFrames(this.frontEnd, this.frontEnd.flush());
      this.sendFrames(this.frontEnd.bins);
    }
    this.sendPcm();
    this.post({ type: 'ended', samples: this.samplesTaken, frames: this.framesSent }, []);
  }
}
