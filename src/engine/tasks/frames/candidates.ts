import type { Experiment } from '../../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import type { Folding } from '../../data/layouts/timit/folding.ts';
import { clipFrames, samplesOfFrames } from '../../data/clip-length.ts';
import type { Dataset, Segment, SkippedFile, Split, Utterance } from '../../data/dataset.ts';
import { assignSplits, splitStream } from '../../data/splits.ts';
import type { AnswerFrames } from './frame-rate.ts';
import type { Fitted } from './moved-labels.ts';

/** By how much times may lie past the end of a recording: what cutting and resampling leave. */
const SLACK_SECONDS = 0.1;

/** A clip that may be learnt or scored. */
export interface Candidate {
  /** In the dataset's utterances. */
  readonly index: number;
  readonly id: string;
  readonly segments: readonly Segment[];
  /** Samples, and those of the window that it lies in the middle of. */
  readonly fitted: Fitted;
  /** Of its features. */
  readonly frames: number;
  /** Of the answer to it. */
  readonly outFrames: number;
}

export interface Candidates {
  readonly bySplit: Readonly<Record<Split, readonly Candidate[]>>;
  readonly leftOut: readonly SkippedFile[];
}

/** The clips of each split whose phones have times that can be. */
export function candidatesIn(
  dataset: Dataset,
  { frontEnd, data }: Experiment,
  { toLearn }: Folding,
  answer: AnswerFrames,
): Candidates {
  const { splits } = assignSplits(dataset, splitStream(dataset));
  const bySplit: Record<Split, Candidate[]> = { train: [], validation: [], test: [] };
  const leftOut: SkippedFile[] = [];
  dataset.utterances.forEach((utterance, index) => {
    const { id, segments = [] } = utterance;
    const split = splits[index]!;
    if (!segments.some(({ symbol }) => toLearn(symbol) !== null)) leftOut.push({ file: id, reason: 'file/no-phones' });
    else if (!segments.every((segment) => isWithin(segment, utterance)))
      leftOut.push({ file: id, reason: 'file/bad-phone-times' });
    else {
      const frames = clipFrames(utterance, frontEnd, split === 'train' ? data.augment : null);
      const fitted = fittedTo(utterance, frames, frontEnd);
      bySplit[split].push({ index, id, segments, fitted, frames, outFrames: answer.count(frames) });
    }
  });
  return { bySplit, leftOut };
}

/** A clip in a window of so many frames. */
export function fittedTo({ audio }: Utterance, frames: number, frontEnd: Experiment['frontEnd']): Fitted {
  const clipSamples = Math.round((audio.length * FEATURE_RATE_HZ) / audio.sampleRateHz);
  return { clipSamples, windowSamples: samplesOfFrames(frames, frontEnd) };
}

/** Times that are no numbers are within nothing. */
function isWithin({ startSeconds, endSeconds }: Segment, { audio }: Utterance): boolean {
  const until = audio.length / audio.sampleRateHz + SLACK_SECONDS;
  return startSeconds >= 0 && startSeconds < endSeconds && endSeconds <= until;
}
