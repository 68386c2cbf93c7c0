import { loudness, type Loudness } from './loudness.ts';

/** A pause between words; within words it is quiet for less. */
const MIN_SILENCE_SECONDS = 0.3;
/** Kept before and after what is loud. */
const MARGIN_SECONDS = 0.12;
/** Shorter sounds are clicks. */
const MIN_PIECE_SECONDS = 0.08;

export interface Piece {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * Where the sounds lie in a recording with pauses: cut where it is quiet for {@link MIN_SILENCE_SECONDS} or longer, with a
 * margin. A recording without pauses is one piece.
 * @param samples mono, -1 to 1
 */
export function splitAtSilences(samples: Float32Array, sampleRateHz: number): Piece[] {
  const found = loudness(samples, sampleRateHz);
  const total = samples.length / sampleRateHz;
  const stretches = loudStretches(found).filter(
    ({ startSeconds, endSeconds }) => endSeconds - startSeconds >= MIN_PIECE_SECONDS,
  );
  if (stretches.length === 0 && total > 0) return [{ startSeconds: 0, endSeconds: total }];
  return stretches.map(({ startSeconds, endSeconds }, at) => {
    // Neighbours share their pause.
    const before = stretches[at - 1]?.endSeconds;
    const after = stretches[at + 1]?.startSeconds;
    const start = Math.max(startSeconds - MARGIN_SECONDS, before === undefined ? 0 : (before + startSeconds) / 2);
    const end = Math.min(endSeconds + MARGIN_SECONDS, after === undefined ? total : (endSeconds + after) / 2);
    return { startSeconds: start, endSeconds: end };
  });
}

/** From the first to the last loud frame, gaps shorter than a pause included. */
function loudStretches({ loud, frameSeconds }: Loudness): Piece[] {
  const stretches: { startSeconds: number; endSeconds: number }[] = [];
  loud.forEach((isLoud, frame) => {
    if (!isLoud) return;
    const [startSeconds, endSeconds] = [frame * frameSeconds, (frame + 1) * frameSeconds];
    const last = stretches.at(-1);
    if (last && startSeconds - last.endSeconds < MIN_SILENCE_SECONDS) last.endSeconds = endSeconds;
    else stretches.push({ startSeconds, endSeconds });
  });
  return stretches;
}
