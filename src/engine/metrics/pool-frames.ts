import { RowLayout } from '../data/row-layout.ts';
import { logSoftmaxRow } from './log-softmax.ts';

/**
 * The answers of a net trained with CTC at a lower rate: of each so many frames that in which it says the most, where the
 * blank is the least likely (of equals the first). A mean would halve each spike, and what is learnt from it would say half
 * of the symbols. The last frames may be fewer.
 * @param logits of one utterance, valid frames only, [T, K], the blank last
 * @returns [ceil(T / every), K]
 */
export function poolFrames(logits: Float32Array, classes: number, every: number): Float32Array {
  if (every === 1) return logits;
  const frames = logits.length / classes;
  const row = new Float64Array(classes);
  const out = new Float32Array(Math.ceil(frames / every) * classes);
  for (let first = 0, at = 0; first < frames; first += every, at += classes) {
    let [chosen, least] = [first, Infinity];
    for (let frame = first; frame < Math.min(frames, first + every); frame++) {
      logSoftmaxRow(logits, frame, 1, row);
      const blank = row[classes - 1]!;
      if (blank < least) [chosen, least] = [frame, blank];
    }
    out.set(logits.subarray(chosen * classes, (chosen + 1) * classes), at);
  }
  return out;
}

/** The same of many utterances, one after another. @param lengths frames of each */
export function poolClips(logits: Float32Array, lengths: Int32Array, classes: number, every: number): Float32Array {
  if (every === 1) return logits;
  const from = new RowLayout(0, lengths);
  const to = new RowLayout(
    0,
    lengths.map((frames) => Math.ceil(frames / every)),
  );
  const out = new Float32Array(to.start(lengths.length) * classes);
  lengths.forEach((_, clip) => {
    const own = logits.subarray(from.start(clip) * classes, from.start(clip + 1) * classes);
    out.set(poolFrames(own, classes, every), to.start(clip) * classes);
  });
  return out;
}
