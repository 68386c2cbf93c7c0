import { StudioError } from '../../engine/core/errors.ts';
import { joinFloats } from '../../engine/core/join-arrays.ts';

/** Loudness of a stretch of input. */
export interface InputLevel {
  /** 0 to 1. */
  readonly peak: number;
  readonly rms: number;
  readonly clipped: boolean;
}

/** At this height a converter has run out of numbers. */
const CLIPPED = 0.999;

/** @param samples -1 to 1 */
export function levelOf(samples: Float32Array): InputLevel {
  let peak = 0;
  let energy = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    energy += sample * sample;
  }
  const rms = samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
  return { peak: Math.min(1, peak), rms: Math.min(1, rms), clipped: peak >= CLIPPED };
}

/**
 * Cuts takes out of a stream that arrives in pieces. A take begins with the piece before the start and ends with the
 * one that was under way at the finish: nothing that was said between two presses is lost.
 */
export class TakeRecorder {
  private before: Float32Array | null = null;
  private take: Float32Array[] | null = null;
  private finishing: { resolve(samples: Float32Array): void; reject(error: StudioError): void } | null = null;
  private failure: StudioError | null = null;

  hear(samples: Float32Array): void {
    this.take?.push(samples);
    this.before = samples;
    if (!this.finishing || !this.take) return;
    const { resolve } = this.finishing;
    const whole = joinFloats(this.take);
    this.finishing = this.take = null;
    resolve(whole);
  }

  /** Begins a take; one under way is dropped. */
  start(): void {
    this.take = this.before ? [this.before] : [];
  }

  /** @throws StudioError what {@link fail} was told; `internal` when no take was begun */
  finish(): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.failure) reject(this.failure);
      else if (!this.take || this.finishing) reject(new StudioError('internal', {}, 'no take is under way'));
      else this.finishing = { resolve, reject };
    });
  }

  /** No more will be heard. */
  fail(error: StudioError): void {
    this.failure ??= error;
    this.finishing?.reject(error);
    this.finishing = this.take = null;
  }
}
