import type { FrontEndConfig } from '../../config/experiment.ts';
import { FEATURE_RATE_HZ, frameGeometry } from '../../config/frame-geometry.ts';
import { ComplexFft } from '../complex-fft.ts';
import { KernelMemory, LANES } from '../kernel-memory.ts';
import { PreEmphasis } from '../pre-emphasis.ts';
import { PowerSpectrum } from '../spectrum.ts';
import { analysisWindow } from '../window.ts';
import { Resampler } from '../resample.ts';
import { createSpectrumDenoiser } from './create-denoiser.ts';
import { RnnoiseStage } from './rnnoise/rnnoise-stage.ts';

/** Where the windows that overlap weigh less than this together, nothing can be told. */
const LEAST_WEIGHT = 1e-4;

/**
 * What the denoiser of a front end leaves of a sound, to be heard and measured. Of one that works on spectra: the gain that
 * it gives each bin of each frame of features, laid on the sound itself (not pre-emphasised), by weighted overlap and add.
 *
 * @param samples at FEATURE_RATE_HZ
 * @returns as many samples
 */
export function denoisedSound(samples: Float32Array, config: FrontEndConfig): Float32Array {
  if (config.denoise === 'rnnoise') return throughRnnoise(samples);
  const { frameSamples, hopSamples } = frameGeometry(config);
  if (config.denoise === 'none' || samples.length < frameSamples) return samples.slice();
  const gains = new FrameGains(samples, config);
  const window = analysisWindow(config.window, frameSamples);
  const fft = new ComplexFft(2 ** Math.ceil(Math.log2(gains.fftSize)));
  const re = new Float64Array(fft.size);
  const im = new Float64Array(fft.size);
  const sum = new Float64Array(samples.length);
  const weights = new Float64Array(samples.length);
  for (let frame = 0, start = 0; start + frameSamples <= samples.length; frame++, start += hopSamples) {
    re.fill(0);
    im.fill(0);
    for (let n = 0; n < frameSamples; n++) re[n] = samples[start + n]! * window[n]!;
    fft.forward(re, im);
    for (let k = 0; k <= fft.size / 2; k++) {
      const gain = gains.at(frame, (k * gains.fftSize) / fft.size);
      for (const bin of k === 0 || k === fft.size / 2 ? [k] : [k, fft.size - k]) {
        re[bin]! *= gain;
        im[bin]! *= gain;
      }
    }
    fft.inverse(re, im);
    for (let n = 0; n < frameSamples; n++) {
      sum[start + n]! += re[n]! * window[n]!;
      weights[start + n]! += window[n]! ** 2;
    }
  }
  return Float32Array.from(sum, (x, n) => (weights[n]! < LEAST_WEIGHT ? 0 : x / weights[n]!));
}

function throughRnnoise(samples: Float32Array): Float32Array {
  const memory = new KernelMemory();
  const unchanged = new Resampler(memory, FEATURE_RATE_HZ, FEATURE_RATE_HZ);
  const stage = new RnnoiseStage(memory, unchanged, samples.length);
  const out = memory.allocate(stage.maxOutput(samples.length) + stage.maxOutput(0));
  const written = stage.process(samples, 0, samples.length, out);
  const length = written + stage.flush(out + 4 * written);
  return memory.floats.slice(out / 4, out / 4 + length);
}

/** Gains by frame and bin, as the front end's denoiser gives them. */
class FrameGains {
  readonly fftSize: number;
  private readonly bins: number;
  private readonly gains: Float32Array;

  constructor(samples: Float32Array, config: FrontEndConfig) {
    const { frameSamples, hopSamples, fftSize } = frameGeometry(config);
    const memory = new KernelMemory();
    const isCentred = config.dcOffset === 'remove';
    const at = memory.place(samples);
    new PreEmphasis(memory, isCentred ? 0 : config.preEmphasis).process(at, samples.length);
    const centring = isCentred ? config.preEmphasis : null;
    const spectrum = new PowerSpectrum(memory, { frameSamples, fftSize, window: config.window, centring });
    const denoiser = createSpectrumDenoiser(memory, config.denoise, spectrum.bins, config.hopMs);
    const frames = Math.floor((samples.length - frameSamples) / hopSamples) + 1;
    this.fftSize = fftSize;
    this.bins = spectrum.bins;
    this.gains = new Float32Array(frames * spectrum.bins);
    const first = spectrum.power / 4;
    for (let frame = 0; frame < frames; frame++) {
      spectrum.compute(at + 4 * frame * hopSamples, hopSamples, 1);
      const before = Float32Array.from({ length: this.bins }, (_, k) => memory.floats[first + LANES * k]!);
      denoiser?.process(spectrum.power, 1);
      for (let k = 0; k < this.bins; k++) {
        const power = before[k]!;
        this.gains[frame * this.bins + k] = power > 0 ? Math.sqrt(memory.floats[first + LANES * k]! / power) : 1;
      }
    }
  }

  /** Between two bins in proportion. */
  at(frame: number, bin: number): number {
    const below = Math.min(this.bins - 2, Math.floor(bin));
    const row = frame * this.bins + below;
    return this.gains[row]! + (bin - below) * (this.gains[row + 1]! - this.gains[row]!);
  }
}
