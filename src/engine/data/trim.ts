const FRAME_MS = 10;
/** Kept before and after what is loud: soft beginnings and ends of words lie below every threshold. */
const MARGIN_MS = 120;
/** Below the loudest frame: what is quieter is not the word. */
const RANGE_DB = 35;
/** Above the room: what is not louder is the room. */
const ABOVE_ROOM_DB = 9;
/** Share of the frames that are taken to be the room. */
const ROOM_SHARE = 0.1;

/**
 * Where the word lies in a recording: from the first to the last frame that is loud, with a margin. A recording
 * without anything that stands out is left whole.
 * @param samples mono, -1 to 1
 */
export function trimToWord(samples: Float32Array, sampleRateHz: number): Float32Array {
  const frame = Math.max(1, Math.round((FRAME_MS * sampleRateHz) / 1000));
  const levels = frameLevelsDb(samples, frame);
  if (levels.length === 0) return samples;
  const sorted = [...levels].sort((a, b) => a - b);
  const room = sorted[Math.floor(ROOM_SHARE * sorted.length)]!;
  const loudest = sorted[sorted.length - 1]!;
  const threshold = Math.max(loudest - RANGE_DB, room + ABOVE_ROOM_DB);
  const first = levels.findIndex((level) => level >= threshold);
  if (first < 0) return samples;
  const last = levels.findLastIndex((level) => level >= threshold);
  const margin = Math.round((MARGIN_MS * sampleRateHz) / 1000);
  return samples.subarray(Math.max(0, first * frame - margin), Math.min(samples.length, (last + 1) * frame + margin));
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
