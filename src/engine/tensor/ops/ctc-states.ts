import type { CtcTargets } from './contract.ts';

/**
 * The states that a path of CTC goes through: a blank before, between and after the labels, 2 L + 1 in all. From one
 * frame to the next a path stays, goes on by one, or leaps over a blank between two labels that differ.
 */
export interface CtcStates {
  /** The most that an utterance has, at least 1: S. */
  readonly most: number;
  /** What each state stands for, [B, S]; the blank past the end. */
  readonly classes: Int32Array;
  /** States of each utterance; 0 where its labels do not fit in its frames. [B] */
  readonly counts: Int32Array;
  /** Valid frames, [B]. */
  readonly frames: Int32Array;
}

/** Logarithm of no probability: finite, so that no difference of two is undefined. */
export const LOG_NOTHING = -1e30;

/** The fewest frames that hold these labels: one a label, and one a blank between two that are the same. */
export function framesNeeded(labels: ArrayLike<number>): number {
  let frames = labels.length;
  for (let i = 1; i < labels.length; i++) if (labels[i] === labels[i - 1]) frames++;
  return frames;
}

/** Whether state `s` may follow the one two before it: a label that differs from the one before. */
export function mayLeap(states: CtcStates, row: number, s: number): boolean {
  const own = row * states.most + s;
  return s % 2 === 1 && (s === 1 || states.classes[own] !== states.classes[own - 2]);
}

/**
 * The states of a batch.
 * @param shape of the logits, [B, T, K]
 * @throws RangeError where the targets are not of these logits
 */
export function ctcStates(targets: CtcTargets, [batch = 0, frames = 0, classes = 0]: readonly number[]): CtcStates {
  const { labels, labelLengths, lengths, blank } = targets;
  const width = batch === 0 ? 0 : labels.length / batch;
  if (lengths.length !== batch || labelLengths.length !== batch || !Number.isInteger(width))
    throw new RangeError(
      `${lengths.length} lengths, ${labels.length} labels and ${labelLengths.length} lengths of labels for ${batch} rows`,
    );
  if (!isClass(blank, classes)) throw new RangeError(`the blank ${blank} is none of ${classes} classes`);
  const most = 2 * Math.max(0, ...labelLengths) + 1;
  const states = {
    most,
    classes: new Int32Array(batch * most).fill(blank),
    counts: new Int32Array(batch),
    frames: lengths.map((length) => Math.max(0, Math.min(length, frames))),
  };
  for (let row = 0; row < batch; row++) {
    const count = labelLengths[row]!;
    if (count < 0 || count > width) throw new RangeError(`${count} labels in a row of ${width}`);
    const own = labels.subarray(row * width, row * width + count);
    own.forEach((label, i) => {
      if (!isClass(label, classes) || label === blank)
        throw new RangeError(`the label ${label} is none of ${classes} classes, or the blank`);
      states.classes[row * most + 2 * i + 1] = label;
    });
    if (framesNeeded(own) <= states.frames[row]!) states.counts[row] = 2 * count + 1;
  }
  return states;
}

function isClass(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes;
}
