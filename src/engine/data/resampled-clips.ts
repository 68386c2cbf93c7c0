import { FEATURE_RATE_HZ } from '../dsp/front-end.ts';
import { Resampler } from '../dsp/resample.ts';
import { fitWindow } from './clip-window.ts';
import type { Dataset, Utterance } from './dataset.ts';

/** Resampling costs several times what the features cost, so resampled windows are kept for the next noisy version. */
const MAX_KEPT_SAMPLES = 2 ** 25;

/** The clips of a dataset at the features' rate. */
export class ResampledClips {
  private readonly resamplers = new Map<number, { readonly resampler: Resampler; out: Float32Array }>();
  private readonly kept = new Map<number, Float32Array>();
  private keptSamples = 0;

  constructor(
    private readonly dataset: Dataset,
    private readonly windowSamples: number,
  ) {}

  /** A whole clip; valid until the next call. */
  clip(clipIndex: number): Float32Array {
    const { offset, length, sampleRateHz } = utteranceAt(this.dataset, clipIndex).audio;
    const { pcm } = this.dataset;
    if (sampleRateHz === FEATURE_RATE_HZ) return pcm.subarray(offset, offset + length);
    const { resampler, out } = this.resamplerFor(sampleRateHz, length);
    resampler.reset();
    const body = resampler.process(pcm, offset, length, out);
    return out.subarray(0, body + resampler.flush(out.subarray(body)));
  }

  /** A clip fitted to the window, into `out` [windowSamples]. */
  window(clipIndex: number, out: Float32Array): void {
    const kept = this.kept.get(clipIndex);
    if (kept) return out.set(kept);
    fitWindow(this.clip(clipIndex), out);
    const isResampled = utteranceAt(this.dataset, clipIndex).audio.sampleRateHz !== FEATURE_RATE_HZ;
    if (!isResampled || this.keptSamples + this.windowSamples > MAX_KEPT_SAMPLES) return;
    this.kept.set(clipIndex, out.slice());
    this.keptSamples += this.windowSamples;
  }

  private resamplerFor(rateHz: number, samples: number): { resampler: Resampler; out: Float32Array } {
    let entry = this.resamplers.get(rateHz);
    if (!entry) {
      entry = { resampler: new Resampler(rateHz, FEATURE_RATE_HZ), out: new Float32Array(0) };
      this.resamplers.set(rateHz, entry);
    }
    const room = entry.resampler.maxOutput(samples);
    if (entry.out.length < room) entry.out = new Float32Array(room);
    return entry;
  }
}

/** @throws RangeError when there is no such clip */
export function utteranceAt(dataset: Dataset, clipIndex: number): Utterance {
  const utterance = dataset.utterances[clipIndex];
  if (!utterance) throw new RangeError(`clip ${clipIndex} of ${dataset.utterances.length}`);
  return utterance;
}
