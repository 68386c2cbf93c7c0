import type { RecordedClip } from '../../../engine/data/recordings.ts';

/** A second of a take, of which the middle is the clip. */
export function recordedClip(id: string, parts: Partial<RecordedClip> = {}): RecordedClip {
  return {
    id,
    takeId: `take ${id}`,
    recordedAt: 0,
    label: 'yes',
    speaker: 'anna',
    start: 4000,
    end: 12_000,
    takeLength: 16_000,
    sampleRateHz: 16_000,
    processing: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    flaws: [],
    ...parts,
  };
}
