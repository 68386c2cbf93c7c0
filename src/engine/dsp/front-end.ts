import type { FrontEndConfig } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';
import { Dct } from './dct.ts';
import { DeltaStage } from './deltas.ts';
import { SpectralSubtraction } from './denoise.ts';
import { FrameQueue } from './frame-queue.ts';
import { Framer } from './framer.ts';
import { MelFilterbank } from './mel.ts';
import { PreEmphasis } from './pre-emphasis.ts';
import { Resampler } from './resample.ts';
import { PowerSpectrum } from './spectrum.ts';

/** Rate at which all features are computed. */
export const FEATURE_RATE_HZ = 16_000;

/** Added to mel energies before the logarithm, as `torchaudio.transforms.MFCC(log_mels=True)`. */
const LOG_OFFSET = 1e-6;
/** Input is taken in blocks of this size, so that no buffer depends on the caller's chunks. */
const BLOCK_SAMPLES = 1024;

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

/** Sizes that follow from a configuration, in samples at {@link FEATURE_RATE_HZ}. */
export interface FrameGeometry {
  readonly frameSamples: number;
  readonly hopSamples: number;
  readonly bins: number;
}

export function frameGeometry(config: FrontEndConfig): FrameGeometry {
  const statics = config.kind === 'mfcc' ? config.coefficients : config.melBands;
  return {
    frameSamples: Math.round((config.windowMs * FEATURE_RATE_HZ) / 1000),
    hopSamples: Math.round((config.hopMs * FEATURE_RATE_HZ) / 1000),
    bins: statics * (1 + config.deltas),
  };
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

  private readonly resampler: Resampler;
  private readonly resampled: Float32Array;
  private readonly preEmphasis: PreEmphasis;
  private readonly framer: Framer;
  private readonly spectrum: PowerSpectrum;
  private readonly denoiser: SpectralSubtraction | null;
  private readonly mel: MelFilterbank;
  private readonly dct: Dct | null;
  private readonly deltas: readonly DeltaStage[];
  private readonly queue: FrameQueue;
  private readonly power: Float64Array;
  private readonly logMel: Float64Array;
  private readonly cepstrum: Float64Array;
  private ended = false;

  constructor(config: FrontEndConfig, inputRateHz: number) {
    check(config);
    const { frameSamples, hopSamples, bins } = frameGeometry(config);
    const statics = bins / (1 + config.deltas);
    this.bins = bins;
    this.frameRateHz = FEATURE_RATE_HZ / hopSamples;
    this.resampler = new Resampler(inputRateHz, FEATURE_RATE_HZ);
    this.resampled = new Float32Array(this.resampler.maxOutput(BLOCK_SAMPLES));
    this.preEmphasis = new PreEmphasis(config.preEmphasis);
    this.framer = new Framer(frameSamples, hopSamples, this.resampled.length);
    this.spectrum = new PowerSpectrum(frameSamples, 'hann');
    this.denoiser = config.denoise === 'none' ? null : new SpectralSubtraction(this.spectrum.bins, config.hopMs);
    this.mel = new MelFilterbank({
      bands: config.melBands,
      lowHz: config.lowHz,
      highHz: config.highHz,
      fftSize: this.spectrum.fftSize,
      sampleRateHz: FEATURE_RATE_HZ,
      scale: 'htk',
      norm: 'none',
      sides: 'hertz',
    });
    this.dct = config.kind === 'mfcc' ? new Dct(config.melBands, config.coefficients) : null;
    this.deltas = Array.from({ length: config.deltas }, (_, order) => new DeltaStage(statics * (order + 1), statics));
    this.queue = new FrameQueue(bins);
    this.power = new Float64Array(this.spectrum.bins);
    this.logMel = new Float64Array(config.melBands);
    this.cepstrum = new Float64Array(config.coefficients);
  }

  push(samples: Float32Array): number {
    if (this.ended) throw new Error('push after flush: reset the front end first');
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      const count = Math.min(BLOCK_SAMPLES, samples.length - start);
      this.take(this.resampler.process(samples, start, count, this.resampled));
    }
    return this.queue.frames;
  }

  read(out: Float32Array, offset: number): number {
    return this.queue.read(out, offset);
  }

  flush(): number {
    if (!this.ended) {
      this.ended = true;
      this.take(this.resampler.flush(this.resampled));
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

  /** `count` samples of `resampled` become frames, as far as they reach. */
  private take(count: number): void {
    const { framer, spectrum, power } = this;
    this.preEmphasis.process(this.resampled, count, framer.samples, framer.reserve(count));
    while (framer.next()) {
      spectrum.compute(framer.samples, framer.start, power);
      this.denoiser?.process(power);
      this.toFeatures();
    }
  }

  private toFeatures(): void {
    const { logMel, dct, cepstrum } = this;
    this.mel.apply(this.power, logMel);
    for (let band = 0; band < logMel.length; band++) logMel[band] = Math.log(logMel[band]! + LOG_OFFSET);
    if (dct) dct.apply(logMel, cepstrum);
    this.pass(dct ? cepstrum : logMel, 0);
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
