import type { Experiment, Training } from '../../config/experiment.ts';
import type { Sequences } from '../../data/sequences.ts';
import { outFramesOf } from '../../models/frame-rate.ts';
import type { NetShape } from '../../models/model.ts';
import type { BackendRequest, TrainerSetup } from '../../train/trainer.ts';

/** What is known of clips that are taken whole before they are read. */
export type ProbeWhole =
  | { readonly task: 'frames' }
  | {
      readonly task: 'ctc';
      /** In one of mean length. */
      readonly symbols: number;
    };

/** A batch of clips that are all of mean length. */
function sequencesOf(clips: number, frames: number, outFrames: number, whole: ProbeWhole): Sequences {
  const each = (value: number) => {
    const values = new Int32Array(clips).fill(value);
    return { train: values, validation: values, test: values };
  };
  const lengths = { lengths: each(frames), outLengths: each(outFrames) };
  if (whole.task === 'frames') {
    const none = new Int32Array(clips);
    const training = { ids: new Array<string>(clips).fill(''), clipSamples: none, windowSamples: none };
    return { task: 'frames', scored: [], scoredAs: [], grid: { firstSeconds: 0, hopSeconds: 1 }, training, ...lengths };
  }
  return {
    task: 'ctc',
    unit: 'characters',
    judged: 'wer',
    scored: 'words',
    ...lengths,
    // A blank may have to stand between any two.
    labelCounts: each(Math.max(1, Math.min(whole.symbols, Math.floor(outFrames / 2)))),
    texts: { train: [], validation: [], test: [] },
  };
}

/** Of a clip. */
function labelsIn(sequences: Sequences | null): number {
  if (!sequences) return 1;
  return (sequences.task === 'ctc' ? sequences.labelCounts : sequences.outLengths).train[0] ?? 1;
}

/** The training without its teachers, over just one batch of clips. */
export function probeSetup(
  training: Training,
  experiment: Experiment,
  { shape: { frames, bins, classes }, whole }: { readonly shape: NetShape; readonly whole: ProbeWhole | null },
  backend: BackendRequest,
): TrainerSetup {
  const { batchSize } = training.optimiser;
  const outFrames = outFramesOf(training.family, training.model)?.(frames) ?? frames;
  const sequences = whole && sequencesOf(batchSize, frames, outFrames, whole);
  // The last class of sentences is the blank.
  const known = whole?.task === 'ctc' ? Math.max(1, classes - 1) : classes;
  const labels = new Int32Array(labelsIn(sequences) * batchSize).map((_, i) => i % known);
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
