import type { FrontEndConfig } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';
import { Dct } from './dct.ts';
import { DeltaStage } from './deltas.ts';
import { SpectralSubtraction } from './denoise.ts';
import { FEATURE_RATE_HZ, frameGeometry } from './frame-geometry.ts';
import { FrameQueue } from './frame-queue.ts';
import { Framer } from './framer.ts';
import { KernelMemory, LANES } from './kernel-memory.ts';
import { MelFilterbank } from './mel.ts';
import { PreEmphasis } from './pre-emphasis.ts';
import { Resampler } from './resample.ts';
import { PowerSpectrum } from './spectrum.ts';

/** Added to mel energies before the logarithm, as `torchaudio.transforms.MFCC(log_mels=True)`. */
const LOG_OFFSET = 1e-6;
/** Input is taken in blocks of this size, so that no buffer depends on the caller's chunks. */
const BLOCK_SAMPLES = 4096;

/** Turns a stream of samples into a stream of feature frames. The same samples give the same bits however they are cut. */
export interface FrontEnd {
  /** Features a frame, differences included. */
  readonly bins: number;
  readonly frameRateHz: number;
  /** Takes samples (-1 to 1, mono, at the input rate); returns the number of frames ready to be read. */
  push(samples: Float32Array): number;
  /** Moves the frames that are ready and fit to `out` [frames, bins] from index `offset` on; returns how many. */
  read(out: Float32Array, offset: number): number;
  /** Ends the stream: the frames still held back become ready, samples short of a frame are dropped. `reset` before the next push. */
  flush(): number;
  reset(): void;
}

/**
 * resample -> pre-emphasis -> framing -> window -> |FFT|^2 -> denoise -> mel -> log (-> DCT) (-> differences).
 * Not normalised: the statistics belong to the dataset. No allocation after the first frames, no platform API.
 *
 * @throws StudioError `experiment/invalid` when the settings contradict each other
 */
export function createFrontEnd(config: FrontEndConfig, inputRateHz: number): FrontEnd {
  return new StreamingFrontEnd(config, inputRateHz);
}

class StreamingFrontEnd implements FrontEnd {
  readonly bins: number;
  readonly frameRateHz: number;

  private readonly memory = new KernelMemory();
  private readonly resampler: Resampler;
  private readonly preEmphasis: PreEmphasis;
  private readonly framer: Framer;
  private readonly spectrum: PowerSpectrum;
  private readonly denoiser: SpectralSubtraction | null;
  private readonly mel: MelFilterbank;
  private readonly dct: Dct | null;
  private readonly deltas: readonly DeltaStage[];
  private readonly queue: FrameQueue;
  private readonly statics: Float64Array;
  private readonly hopSamples: number;
  private ended = false;

  constructor(config: FrontEndConfig, inputRateHz: number) {
    check(config);
    const { memory } = this;
    const { frameSamples, hopSamples, bins } = frameGeometry(config);
    const statics = bins / (1 + config.deltas);
    this.bins = bins;
    this.hopSamples = hopSamples;
    this.frameRateHz = FEATURE_RATE_HZ / hopSamples;
    this.resampler = new Resampler(memory, inputRateHz, FEATURE_RATE_HZ);
    this.preEmphasis = new PreEmphasis(memory, config.preEmphasis);
    this.framer = new Framer(memory, frameSamples, hopSamples, this.resampler.maxOutput(BLOCK_SAMPLES));
    this.spectrum = new PowerSpectrum(memory, frameSamples, 'hann');
    this.denoiser =
      config.denoise === 'none' ? null : new SpectralSubtraction(memory, this.spectrum.bins, config.hopMs);
    this.mel = new MelFilterbank(memory, {
      bands: config.melBands,
      lowHz: config.lowHz,
      highHz: config.highHz,
      fftSize: this.spectrum.fftSize,
      sampleRateHz: FEATURE_RATE_HZ,
      scale: 'htk',
      norm: 'none',
      sides: 'hertz',
    });
    this.dct = config.kind === 'mfcc' ? new Dct(memory, config.melBands, config.coefficients) : null;
    this.deltas = Array.from({ length: config.deltas }, (_, order) => new DeltaStage(statics * (order + 1), statics));
    this.queue = new FrameQueue(bins);
    this.statics = new Float64Array(statics);
  }

  push(samples: Float32Array): number {
    if (this.ended) throw new Error('push after flush: reset the front end first');
    const { resampler, framer } = this;
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      const count = Math.min(BLOCK_SAMPLES, samples.length - start);
      const at = framer.reserve(resampler.maxOutput(count));
      this.frame(at, resampler.process(samples, start, count, at));
    }
    this.compute(1);
    return this.queue.frames;
  }

  read(out: Float32Array, offset: number): number {
    return this.queue.read(out, offset);
  }

  flush(): number {
    if (!this.ended) {
      this.ended = true;
      const at = this.framer.reserve(this.resampler.maxOutput(0));
      this.frame(at, this.resampler.flush(at));
      this.compute(1);
      for (let order = 0; order < this.deltas.length; order++) {
        const stage = this.deltas[order]!;
        while (stage.drain()) this.pass(stage.output, order + 1);
      }
    }
    return this.queue.frames;
  }

  reset(): void {
    this.resampler.reset();
    this.preEmphasis.reset();
    this.framer.reset();
    this.denoiser?.reset();
    for (const stage of this.deltas) stage.reset();
    this.queue.clear();
    this.ended = false;
  }

  /** `count` resampled samples have come to address `at`. */
  private frame(at: number, count: number): void {
    this.preEmphasis.process(at, count);
    this.framer.filledBy(count);
    this.compute(LANES);
  }

  /** Computes features of the frames that wait, as long as there are `least` of them. */
  private compute(least: number): void {
    const { framer, spectrum, denoiser, mel, dct, hopSamples } = this;
    for (let waiting = framer.waiting; waiting >= least; waiting = framer.waiting) {
      const frames = Math.min(LANES, waiting);
      spectrum.compute(framer.take(frames), hopSamples, frames);
      denoiser?.process(spectrum.power, frames);
      mel.apply(spectrum.power);
      this.memory.kernels.logarithms(mel.energies, mel.bands, LOG_OFFSET);
      dct?.apply(mel.energies);
      this.passLanes(dct ? dct.cepstra : mel.energies, frames);
    }
  }

  /** Sends the first `frames` lanes at address `lanes` on. */
  private passLanes(lanes: number, frames: number): void {
    const { statics } = this;
    const { floats } = this.memory;
    for (let lane = 0; lane < frames; lane++) {
      for (let i = 0, from = lanes / 4 + lane; i < statics.length; i++, from += LANES) statics[i] = floats[from]!;
      this.pass(statics, 0);
    }
  }

  /** Sends a frame through the stages of differences from `order` on. */
  private pass(frame: Float64Array, order: number): void {
    const stage = this.deltas[order];
    if (!stage) this.queue.append(frame);
    else if (stage.push(frame)) this.pass(stage.output, order + 1);
  }
}

function check(config: FrontEndConfig): void {
  if (config.kind === 'mfcc' && config.coefficients > config.melBands) {
    throw new StudioError('experiment/invalid', { field: 'frontEnd.coefficients', value: config.coefficients });
  }
  if (config.lowHz >= config.highHz) {
    throw new StudioError('experiment/invalid', { field: 'frontEnd.lowHz', value: config.lowHz });
  }
}
