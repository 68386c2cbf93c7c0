import { describe, expect, it } from 'vitest';
import type { FrontEndConfig, WindowKind } from '../config/experiment.ts';
import { frontEndPresets } from '../config/front-end-presets.ts';
import { createFrontEnd } from './front-end.ts';
import { KernelMemory } from './kernel-memory.ts';
import { MelFilterbank, type MelOptions } from './mel.ts';
import { PreEmphasis } from './pre-emphasis.ts';
import { PowerSpectrum } from './spectrum.ts';
import { plainLogMel } from './testing/configs.ts';
import goldens from './testing/goldens/features.json' with { type: 'json' };
import { readLane } from './testing/lanes.ts';
import { readAll } from './testing/read-all.ts';
import { resampleAll } from './testing/resample-all.ts';
import { testSignal } from './testing/test-signal.ts';
import { analysisWindow } from './window.ts';

const signal = testSignal(6400, 16_000);

/** Largest |ours - theirs| / max(|theirs|, floor): energies with floor 0, logarithms and cepstra (which pass zero) with 1. */
function worstError(ours: ArrayLike<number>, theirs: readonly number[], floor: number): number {
  expect(ours.length).toBe(theirs.length);
  return theirs.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(ours[i]! - value) / Math.max(Math.abs(value), floor)),
    0,
  );
}

function melEnergies(
  window: WindowKind,
  preEmphasis: number,
  mel: Pick<MelOptions, 'scale' | 'norm' | 'sides'>,
): Float64Array {
  const memory = new KernelMemory();
  const at = memory.place(signal);
  new PreEmphasis(memory, preEmphasis).process(at, signal.length);
  const spectrum = new PowerSpectrum(memory, { frameSamples: 400, fftSize: 512, window, centring: null });
  const bank = new MelFilterbank(memory, {
    ...mel,
    bands: 40,
    lowHz: 20,
    highHz: 7600,
    fftSize: 512,
    sampleRateHz: 16_000,
  });
  const energies = new Float64Array(goldens.frames * 40);
  for (let frame = 0; frame < goldens.frames; frame++) {
    spectrum.compute(at + 4 * 160 * frame, 160, 1);
    bank.apply(spectrum.power);
    energies.set(readLane(memory, bank.energies, 40, 0), frame * 40);
  }
  return energies;
}

describe('against torchaudio', () => {
  it('MelSpectrogram, HTK scale', () => {
    const ours = melEnergies('hann', 0, { scale: 'htk', norm: 'none', sides: 'hertz' });
    expect(worstError(ours, goldens.melSpectrogramHtk, 0)).toBeLessThan(1e-3);
  });

  it('MelSpectrogram, Slaney scale and norm', () => {
    const ours = melEnergies('hann', 0, { scale: 'slaney', norm: 'slaney', sides: 'hertz' });
    expect(worstError(ours, goldens.melSpectrogramSlaney, 0)).toBeLessThan(1e-3);
  });

  it('kaldi.fbank, povey window, pre-emphasis 0.97', () => {
    const ours = melEnergies('povey', 0.97, { scale: 'htk', norm: 'none', sides: 'mel' });
    expect(worstError(ours, goldens.kaldiFbank, 0)).toBeLessThan(1e-3);
  });

  it('log-mel of the whole front end', () => {
    const logs = goldens.melSpectrogramHtk.map((energy) => Math.log(energy + 1e-6));
    expect(worstError(readAll(createFrontEnd(plainLogMel, 16_000), signal), logs, 1)).toBeLessThan(1e-3);
  });

  it('MFCC with first and second differences of the whole front end', () => {
    const frontEnd = createFrontEnd({ ...plainLogMel, kind: 'mfcc', deltas: 2 }, 16_000);
    expect(worstError(readAll(frontEnd, signal), goldens.mfccWithDeltas, 1)).toBeLessThan(1e-3);
  });
});

/** Frames as the golden keeps them: every so many of the first `frames`. */
function featuresOf(change: Partial<FrontEndConfig>, every = 1, frames = Infinity): number[] {
  const frontEnd = createFrontEnd({ ...plainLogMel, ...change }, 16_000);
  return [...readAll(frontEnd, signal)].filter((_, i) => {
    const frame = Math.floor(i / frontEnd.bins);
    return frame < frames && frame % every === 0;
  });
}

describe('the presets', () => {
  it('kaldi is torchaudio.compliance.kaldi.fbank', () => {
    expect(worstError(featuresOf(frontEndPresets.kaldi), goldens.presets.kaldi, 1)).toBeLessThan(1e-3);
  });

  it('torchaudio is MelSpectrogram and AmplitudeToDB', () => {
    expect(worstError(featuresOf(frontEndPresets.torchaudio, 4), goldens.presets.torchaudio, 1)).toBeLessThan(1e-3);
  });

  it('whisper is its log_mel_spectrogram, but for the clamp and the last frame', () => {
    const ours = featuresOf(frontEndPresets.whisper, 1, 40);
    // The clamp to 8 decades below the largest value, a quarter as much here, looks ahead: laid on afterwards.
    const floor = ours.reduce((most, value) => Math.max(most, value), -Infinity) - 2;
    const clamped = ours.map((value) => Math.max(value, floor));
    expect(worstError(clamped, goldens.presets.whisper, 1)).toBeLessThan(1e-3);
  });
});

describe('against torch', () => {
  it.each(Object.entries(goldens.windows))('the %s window', (kind, theirs) => {
    expect(worstError(analysisWindow(kind as WindowKind, 11), theirs, 1)).toBeLessThan(1e-6);
  });

  it('the logarithm of stft, from 125 to 4,000 Hz', () => {
    const ours = featuresOf({ kind: 'spectrogram', lowHz: 125, highHz: 4000 }, 8);
    expect(worstError(ours, goldens.spectrogram, 1)).toBeLessThan(2e-3);
  });
});

describe("against librosa's definition", () => {
  it('PCEN, with its smoothing and its initial state', () => {
    expect(worstError(featuresOf({ kind: 'pcen' }), goldens.pcen, 1)).toBeLessThan(1e-4);
  });
});

describe('against scipy.signal.resample_poly', () => {
  it.each(Object.entries(goldens.resamplePoly))('from %s Hz', (rate, theirs) => {
    const rateHz = Number(rate);
    const source = testSignal(rateHz / 10, rateHz);
    const ours = resampleAll(source, rateHz);
    expect(ours.length).toBe(theirs.length);
    const error = theirs.reduce((sum, value, n) => sum + (ours[n]! - value) ** 2, 0);
    const power = theirs.reduce((sum, value) => sum + value ** 2, 0);
    expect(10 * Math.log10(error / power)).toBeLessThan(-60);
  });
});
