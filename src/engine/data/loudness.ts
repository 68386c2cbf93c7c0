const FRAME_MS = 10;
/** Below the loudest frame: what is quieter is no word. */
const RANGE_DB = 35;
/** Above the room: what is not louder is the room. */
const ABOVE_ROOM_DB = 9;
/** Share of the frames that are taken to be the room. */
const ROOM_SHARE = 0.1;

export interface Loudness {
  /** Of each frame, whether it stands out from the room. */
  readonly loud: readonly boolean[];
  readonly frameSamples: number;
  readonly frameSeconds: number;
  /** Of the loudest frame, and of the hush of the room: decibels below full scale (its square is 1). */
  readonly loudestDb: number;
  readonly roomDb: number;
}

/** Which frames of a recording hold sound rather than the hush of the room. @param samples mono, -1 to 1 */
export function loudness(samples: Float32Array, sampleRateHz: number): Loudness {
  const frameSamples = Math.max(1, Math.round((FRAME_MS * sampleRateHz) / 1000));
  const levels = frameLevelsDb(samples, frameSamples);
  const sorted = Float64Array.from(levels).sort();
  const roomDb = sorted[Math.floor(ROOM_SHARE * sorted.length)] ?? 0;
  const loudestDb = sorted.at(-1) ?? 0;
  const threshold = Math.max(loudestDb - RANGE_DB, roomDb + ABOVE_ROOM_DB);
  return {
    loud: levels.map((level) => level >= threshold),
    frameSamples,
    frameSeconds: frameSamples / sampleRateHz,
    loudestDb,
    roomDb,
  };
}

function frameLevelsDb(samples: Float32Array, frame: number): number[] {
  const levels: number[] = [];
  for (let start = 0; start + frame <= samples.length; start += frame) {
    let energy = 0;
    for (let n = start; n < start + frame; n++) energy += samples[n]! * samples[n]!;
    levels.push(10 * Math.log10(energy / frame + 1e-12));
  }
  return levels;
}
