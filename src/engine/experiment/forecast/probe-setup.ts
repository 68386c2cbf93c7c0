import type { Experiment, Training } from '../../config/experiment.ts';
import type { Sequences } from '../../data/sequences.ts';
import type { NetShape } from '../../models/model.ts';
import type { BackendRequest, TrainerSetup } from '../../train/trainer.ts';

/** What is known of sentences before they are read. */
export interface ProbeSentences {
  /** Frames of a family's answer to a clip. */
  outFrames(family: string): number;
  /** In one of mean length. */
  readonly symbols: number;
}

/** A batch of clips that are all of mean length. */
function sequencesOf(clips: number, frames: number, outFrames: number, symbols: number): Sequences {
  const each = (value: number) => {
    const values = new Int32Array(clips).fill(value);
    return { train: values, validation: values, test: values };
  };
  return {
    task: 'ctc',
    unit: 'characters',
    judged: 'wer',
    lengths: each(frames),
    outLengths: each(outFrames),
    // A blank may have to stand between any two.
    labelCounts: each(Math.max(1, Math.min(symbols, Math.floor(outFrames / 2)))),
    texts: { train: [], validation: [], test: [] },
  };
}

/** The training without its teachers, over just one batch of clips. */
export function probeSetup(
  training: Training,
  experiment: Experiment,
  {
    shape: { frames, bins, classes },
    sentences,
  }: { readonly shape: NetShape; readonly sentences: ProbeSentences | null },
  backend: BackendRequest,
): TrainerSetup {
  const { batchSize } = training.optimiser;
  const sequences =
    sentences && sequencesOf(batchSize, frames, sentences.outFrames(training.family), sentences.symbols);
  const each = sequences?.labelCounts.train[0] ?? 1;
  // The last class of sentences is the blank.
  const labels = new Int32Array(each * batchSize).map((_, i) => i % (sentences ? Math.max(1, classes - 1) : classes));
  return {
    runId: 'probe',
    experiment: { ...experiment, data: { ...experiment.data, noise: { ...experiment.data.noise, versions: 1 } } },
    training: {
      ...training,
      method: { id: 'none', params: {} },
      teachers: [],
      data: 'all',
      // There is nothing to learn from made-up features, and a bold rate would end in NaN.
      optimiser: { ...training.optimiser, learningRate: 0 },
    },
    seed: experiment.seed,
    shape: { frames, bins, windowSamples: 0 },
    normaliser: { mean: new Float32Array(bins), inverseDeviation: new Float32Array(bins).fill(1) },
    classes: Array.from({ length: classes }, (_, i) => String(i)),
    labels: { train: labels, validation: labels, test: labels },
    sequences,
    labelled: Int32Array.from({ length: batchSize }, (_, i) => i),
    teachers: [],
    reference: null,
    resume: null,
    backend,
  };
}
