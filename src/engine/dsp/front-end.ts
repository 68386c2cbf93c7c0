import type { FrontEndConfig } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';
import { Dct } from './dct.ts';
import { DeltaStage } from './deltas.ts';
import { createSpectrumDenoiser } from './denoise/create-denoiser.ts';
import { RnnoiseStage } from './denoise/rnnoise/rnnoise-stage.ts';
import type { SpectrumDenoiser } from './denoise/spectrum-denoiser.ts';
import { FEATURE_RATE_HZ, frameGeometry } from '../config/frame-geometry.ts';
import { FrameQueue } from './frame-queue.ts';
import { Framer } from './framer.ts';
import { KernelMemory, LANES } from './kernel-memory.ts';
import { logScales, type LogScale } from './log-scale.ts';
import { MelFilterbank } from './mel.ts';
import { Pcen } from './pcen.ts';
import { PreEmphasis } from './pre-emphasis.ts';
import { Resampler } from './resample.ts';
import type { SampleStage } from './sample-stage.ts';
import { PowerSpectrum } from './spectrum.ts';

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
 * resample (-> RNNoise) -> pre-emphasis -> framing -> window -> |FFT|^2 -> denoise (-> mel) -> log or PCEN (-> DCT) (-> differences).
 * Not normalised: the statistics belong to the dataset. No allocation after the first frames, no platform API.
 *
 * Some settings want `prepareFrontEnd` before.
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
  /** From samples at the input's rate to samples at FEATURE_RATE_HZ. */
  private readonly intake: SampleStage;
  private readonly preEmphasis: PreEmphasis;
  private readonly framer: Framer;
  private readonly spectrum: PowerSpectrum;
  private readonly denoiser: SpectrumDenoiser | null;
  /** Null for a spectrogram, whose bands are bins of the transform. */
  private readonly mel: MelFilterbank | null;
  private readonly bands: number;
  /** Address of the energies of the bands, [bands][LANES]. */
  private readonly energies: number;
  /** Null where the logarithm is taken. */
  private readonly pcen: Pcen | null;
  private readonly log: LogScale;
  private readonly dct: Dct | null;
  private readonly deltas: readonly DeltaStage[];
  private readonly queue: FrameQueue;
  private readonly statics: Float64Array;
  /** Address of [LANES, statics], each row on a multiple of four. */
  private readonly rows: number;
  private readonly rowWords: number;
  private readonly hopSamples: number;
  private ended = false;

  constructor(config: FrontEndConfig, inputRateHz: number) {
    check(config);
    const { memory } = this;
    const { frameSamples, hopSamples, padSamples, fftSize, firstBin, spectrumBins, bins } = frameGeometry(config);
    const statics = bins / (1 + config.deltas);
    // Kaldi takes the mean off each frame before it lifts its high pitches.
    const isCentred = config.dcOffset === 'remove';
    this.bins = bins;
    this.hopSamples = hopSamples;
    this.frameRateHz = FEATURE_RATE_HZ / hopSamples;
    const resampler = new Resampler(memory, inputRateHz, FEATURE_RATE_HZ);
    this.intake = config.denoise === 'rnnoise' ? new RnnoiseStage(memory, resampler, BLOCK_SAMPLES) : resampler;
    this.preEmphasis = new PreEmphasis(memory, isCentred ? 0 : config.preEmphasis);
    this.framer = new Framer(memory, frameSamples, hopSamples, padSamples, this.intake.maxOutput(BLOCK_SAMPLES));
    this.spectrum = new PowerSpectrum(memory, {
      frameSamples,
      fftSize,
      window: config.window,
      centring: isCentred ? config.preEmphasis : null,
    });
    this.denoiser = createSpectrumDenoiser(memory, config.denoise, this.spectrum.bins, config.hopMs);
    this.mel = config.kind === 'spectrogram' ? null : melOf(memory, config, fftSize);
    this.bands = this.mel ? this.mel.bands : spectrumBins;
    this.energies = this.mel ? this.mel.energies : this.spectrum.power + 4 * LANES * firstBin;
    this.pcen = config.kind === 'pcen' ? new Pcen(memory, this.bands, config.pcen, config.hopMs) : null;
    this.log = logScales[config.log];
    this.dct = config.kind === 'mfcc' ? new Dct(memory, config.melBands, config.coefficients) : null;
    this.deltas = Array.from({ length: config.deltas }, (_, order) => new DeltaStage(statics * (order + 1), statics));
    this.queue = new FrameQueue(bins);
    this.statics = new Float64Array(statics);
    this.rowWords = 4 * Math.ceil(statics / 4);
    this.rows = memory.allocate(LANES * this.rowWords);
  }

  push(samples: Float32Array): number {
    if (this.ended) throw new Error('push after flush: reset the front end first');
    const { intake, framer } = this;
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      const count = Math.min(BLOCK_SAMPLES, samples.length - start);
      const at = framer.reserve(intake.maxOutput(count));
      this.frame(at, intake.process(samples, start, count, at));
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
      const at = this.framer.reserve(this.intake.maxOutput(0));
      this.frame(at, this.intake.flush(at));
      this.framer.finish();
      this.compute(1);
      for (let order = 0; order < this.deltas.length; order++) {
        const stage = this.deltas[order]!;
        while (stage.drain()) this.pass(stage.output, order + 1);
      }
    }
    return this.queue.frames;
  }

  reset(): void {
    this.intake.reset();
    this.preEmphasis.reset();
    this.framer.reset();
    this.denoiser?.reset();
    this.pcen?.reset();
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
    const { framer, spectrum, hopSamples } = this;
    for (let waiting = framer.waiting; waiting >= least; waiting = framer.waiting) {
      const frames = Math.min(LANES, waiting);
      spectrum.compute(framer.take(frames), hopSamples, frames);
      this.denoiser?.process(spectrum.power, frames);
      this.mel?.apply(spectrum.power);
      this.compress(frames);
      this.dct?.apply(this.energies);
      this.passLanes(this.dct ? this.dct.cepstra : this.energies, frames);
    }
  }

  /** Energies to what the ear hears of them. */
  private compress(frames: number): void {
    if (this.pcen) return this.pcen.apply(this.energies, frames);
    const { floor, offset, scale, shift } = this.log;
    this.memory.kernels.logarithms(this.energies, this.bands, floor, offset, scale, shift);
  }

  /** Sends the first `frames` lanes at address `lanes` on. */
  private passLanes(lanes: number, frames: number): void {
    const { statics, rows, rowWords } = this;
    this.memory.kernels.toRows(lanes, statics.length, rows, 4 * rowWords);
    const { floats } = this.memory;
    for (let lane = 0, from = rows / 4; lane < frames; lane++, from += rowWords) {
      if (this.deltas.length === 0) {
        this.queue.append(floats, from);
        continue;
      }
      for (let i = 0; i < statics.length; i++) statics[i] = floats[from + i]!;
      this.pass(statics, 0);
    }
  }

  /** Sends a frame through the stages of differences from `order` on. */
  private pass(frame: Float64Array, order: number): void {
    const stage = this.deltas[order];
    if (!stage) this.queue.append(frame, 0);
    else if (stage.push(frame)) this.pass(stage.output, order + 1);
  }
}

function melOf(memory: KernelMemory, config: FrontEndConfig, fftSize: number): MelFilterbank {
  return new MelFilterbank(memory, {
    bands: config.melBands,
    lowHz: config.lowHz,
    highHz: config.highHz,
    fftSize,
    sampleRateHz: FEATURE_RATE_HZ,
    scale: config.melScale === 'slaney' ? 'slaney' : 'htk',
    norm: config.melNorm,
    sides: config.melScale === 'kaldi' ? 'mel' : 'hertz',
  });
}

function check(config: FrontEndConfig): void {
  if (config.kind === 'mfcc' && config.coefficients > config.melBands) {
    throw new StudioError('experiment/invalid', { field: 'frontEnd.coefficients', value: config.coefficients });
  }
  if (config.lowHz >= config.highHz || (config.kind === 'spectrogram' && frameGeometry(config).spectrumBins === 0)) {
    throw new StudioError('experiment/invalid', { field: 'frontEnd.lowHz', value: config.lowHz });
  }
}
