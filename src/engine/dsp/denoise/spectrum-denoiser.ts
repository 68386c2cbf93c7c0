import { LANES, type KernelMemory } from '../kernel-memory.ts';
import { NoiseFloor } from './noise-floor.ts';

/** Room beside a row of power, in words: see `trackNoise` in assembly/denoise.ts. */
const MARGIN = 4;

/** What is done to one frame's power when its noise is known. */
export interface SuppressionRule {
  /** @param row address of the power [bins], changed in place; @param noise address of the noise's power [bins] */
  apply(row: number, noise: number): void;
  reset(): void;
}

/** Causal noise reduction on the power spectrum of one frame after the other. */
export class SpectrumDenoiser {
  private readonly floor: NoiseFloor;
  private readonly rule: SuppressionRule;
  /** Bytes of a row. */
  private readonly stride: number;
  private readonly rows: number;

  /**
   * @param bins 1 more than a multiple of 4
   * @param createRule its `words` are the length of a row with all that the kernels may touch
   */
  constructor(
    private readonly memory: KernelMemory,
    private readonly bins: number,
    hopMs: number,
    createRule: (words: number) => SuppressionRule,
  ) {
    const words = bins + 3 + 2 * MARGIN;
    this.stride = 4 * words;
    this.rows = memory.allocate(LANES * words) + 4 * MARGIN;
    this.floor = new NoiseFloor(memory, bins, words, hopMs);
    this.rule = createRule(words);
  }

  /** Replaces the first `frames` spectra at address `power` [bins][LANES] by their estimates without the noise. */
  process(power: number, frames: number): void {
    const { bins, rows, stride, floor, rule } = this;
    const { kernels } = this.memory;
    kernels.toRows(power, bins, rows, stride);
    for (let lane = 0; lane < frames; lane++) {
      const row = rows + lane * stride;
      floor.follow(row);
      rule.apply(row, floor.noise);
    }
    kernels.toLanes(rows, bins, power, stride);
  }

  reset(): void {
    this.floor.reset();
    this.rule.reset();
  }
}
