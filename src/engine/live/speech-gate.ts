import { BANDS, BandLevels, FIRST_LEVEL_MS, LEVEL_MS } from './band-levels.ts';
import { RoomFloor } from './room-floor.ts';
import type { LiveSettings } from '../config/live-settings.ts';

/** A stretch that stands out from the room, seconds from the start of the stream. */
export interface Sound {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Until so much of the room was heard, nothing stands out from it. */
const FIRST_MS = 300;
/** Levels are averaged over so many frames: one alone jumps by several dB in steady noise. */
const SMOOTHED = 3;
/** How far sound stands out is told from the bands in which it does so most. */
const TOP_BANDS = 2;
/** Quieter than this is silence, however quiet the room. */
const SILENCE_DB = -62;

/** Finds what stands out from the room, and where it ends. */
export class SpeechGate {
  private readonly bands: BandLevels;
  private readonly floors = Array.from({ length: BANDS }, () => new RoomFloor(1000 / LEVEL_MS));
  private readonly recent = new Float64Array(SMOOTHED * BANDS);
  private readonly excess = new Float64Array(BANDS);
  private levels = 0;
  private loudSince = -1;
  private lastLoud = -1;
  private isOpen = false;

  constructor(
    sampleRateHz: number,
    private settings: LiveSettings,
  ) {
    this.bands = new BandLevels(sampleRateHz);
  }

  /** Seconds of the stream that were judged. */
  get seconds(): number {
    return (this.levels * LEVEL_MS) / 1000;
  }

  /** Whether something stands out now, be it little. */
  get isLoud(): boolean {
    return this.loudSince >= 0;
  }

  /** Where the sound under way began; null in silence. */
  get openSince(): number | null {
    return this.isOpen ? secondsAt(this.loudSince) : null;
  }

  /** As far as the sound under way certainly goes, be it in a pause now; null in silence. */
  get openUntil(): number | null {
    return this.isOpen ? secondsAt(this.lastLoud) : null;
  }

  change(settings: LiveSettings): void {
    this.settings = settings;
  }

  /** @param onEnd for each sound that has ended, after its pause */
  take(samples: Float32Array, onEnd: (sound: Sound) => void): void {
    this.bands.take(samples, (levelsDb) => this.judge(this.outstanding(levelsDb), onEnd));
  }

  /** By how many dB the frame stands out from the room. */
  private outstanding(levelsDb: Float32Array): number {
    const { recent, excess, levels } = this;
    for (let band = 0; band < BANDS; band++) {
      recent[(levels % SMOOTHED) * BANDS + band] = 10 ** (Math.max(SILENCE_DB, levelsDb[band]!) / 10);
      let sum = 0;
      for (let i = band; i < recent.length; i += BANDS) sum += recent[i]!;
      const db = 10 * Math.log10(sum / Math.min(SMOOTHED, levels + 1));
      excess[band] = db - this.floors[band]!.take(db);
    }
    excess.sort();
    let top = 0;
    for (let i = BANDS - TOP_BANDS; i < BANDS; i++) top += excess[i]!;
    return top / TOP_BANDS;
  }

  private judge(outDb: number, onEnd: (sound: Sound) => void): void {
    const { openDb, closeDb, pauseMs } = this.settings;
    const at = this.levels++;
    if (at * LEVEL_MS < FIRST_MS) return;
    if (outDb >= closeDb) {
      if (this.loudSince < 0) this.loudSince = at;
      this.lastLoud = at;
      if (outDb >= openDb) this.isOpen = true;
      return;
    }
    if (this.loudSince < 0 || (at - this.lastLoud) * LEVEL_MS < pauseMs) return;
    const sound = { startSeconds: secondsAt(this.loudSince), endSeconds: secondsAt(this.lastLoud) };
    const wasOpen = this.isOpen;
    this.loudSince = this.lastLoud = -1;
    this.isOpen = false;
    if (wasOpen) onEnd(sound);
  }
}

/** Time of a level: the average is as late on its way up as on its way down. */
function secondsAt(level: number): number {
  return (FIRST_LEVEL_MS + (level - (SMOOTHED - 1) / 2) * LEVEL_MS) / 1000;
}
