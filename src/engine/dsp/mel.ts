import { LANES, type KernelMemory } from './kernel-memory.ts';

export interface MelOptions {
  readonly bands: number;
  readonly lowHz: number;
  readonly highHz: number;
  readonly fftSize: number;
  readonly sampleRateHz: number;
  /** `htk`: 2595 log10(1 + f / 700). `slaney`: linear below 1 kHz, logarithmic above (Auditory Toolbox, librosa). */
  readonly scale: 'htk' | 'slaney';
  /** `slaney` divides each triangle by half its width in Hz: equal area instead of equal height. */
  readonly norm: 'none' | 'slaney';
  /** On which axis the triangles have straight sides: `hertz` as torchaudio's transforms, `mel` as Kaldi. */
  readonly sides: 'hertz' | 'mel';
}

/**
 * Triangular mel filters over a power spectrum, stored as runs of non-zero weights.
 * Sources: `torchaudio.functional.melscale_fbanks` (sides `hertz`), Kaldi's mel-computations.cc (scale `htk`, sides `mel`).
 */
export class MelFilterbank {
  readonly bands: number;
  /** Address of the last energies, [bands][LANES]. */
  readonly energies: number;
  /** Address of first bin and number of weights of each band. */
  private readonly runs: number;
  private readonly weights: number;

  constructor(
    private readonly memory: KernelMemory,
    options: MelOptions,
  ) {
    const { bands, fftSize, sampleRateHz, sides, norm } = options;
    this.bands = bands;
    const toMel = options.scale === 'htk' ? htkFromHz : slaneyFromHz;
    const toHz = options.scale === 'htk' ? hzFromHtk : hzFromSlaney;
    const lowMel = toMel(options.lowHz);
    const stepMel = (toMel(options.highHz) - lowMel) / (bands + 1);
    const edgeMel = Array.from({ length: bands + 2 }, (_, i) => lowMel + i * stepMel);
    const edges = sides === 'mel' ? edgeMel : edgeMel.map(toHz);
    const bins = fftSize / 2 + 1;
    const position = Array.from({ length: bins }, (_, k) => {
      const hz = (k * sampleRateHz) / fftSize;
      return sides === 'mel' ? toMel(hz) : hz;
    });

    const runs = new Int32Array(2 * bands);
    const weights: number[] = [];
    for (let band = 0; band < bands; band++) {
      const left = edges[band]!;
      const centre = edges[band + 1]!;
      const right = edges[band + 2]!;
      const gain = norm === 'slaney' ? 2 / (toHz(edgeMel[band + 2]!) - toHz(edgeMel[band]!)) : 1;
      const start = weights.length;
      for (let k = 0; k < bins; k++) {
        const at = position[k]!;
        const weight = Math.min((at - left) / (centre - left), (right - at) / (right - centre));
        if (weight <= 0) continue;
        if (weights.length === start) runs[2 * band] = k;
        weights.push(weight * gain);
      }
      runs[2 * band + 1] = weights.length - start;
    }
    this.runs = memory.place(runs);
    this.weights = memory.place(Float32Array.from(weights));
    this.energies = memory.allocate(bands * LANES);
  }

  /** Energies of the bands, into `energies`, from address `power` [fftSize / 2 + 1][LANES]. */
  apply(power: number): void {
    this.memory.kernels.filterBands(power, this.runs, this.bands, this.weights, this.energies);
  }
}

function htkFromHz(hz: number): number {
  return 2595 * Math.log10(1 + hz / 700);
}

function hzFromHtk(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1);
}

const slaneyHzPerMel = 200 / 3;
const slaneyBreakHz = 1000;
const slaneyBreakMel = slaneyBreakHz / slaneyHzPerMel;
const slaneyLogStep = Math.log(6.4) / 27;

function slaneyFromHz(hz: number): number {
  return hz < slaneyBreakHz ? hz / slaneyHzPerMel : slaneyBreakMel + Math.log(hz / slaneyBreakHz) / slaneyLogStep;
}

function hzFromSlaney(mel: number): number {
  return mel < slaneyBreakMel ? mel * slaneyHzPerMel : slaneyBreakHz * Math.exp(slaneyLogStep * (mel - slaneyBreakMel));
}
