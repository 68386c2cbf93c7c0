import { spikesOf, stretchesOf, type Spikes } from '../decode/spikes.ts';
import { createFrontEnd } from '../dsp/front-end.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import { logSoftmaxRow } from '../metrics/log-softmax.ts';
import type { WindowNets } from './window-nets.ts';

/** What a net says of an utterance, frame by frame. */
export interface NetLook extends Spikes {
  readonly trainingId: string;
  /** [T', K] */
  readonly posteriors: Float32Array;
}

export interface UtteranceLook {
  /** Of the answers (T') of the net that answers most often; those of slower ones stand several times. */
  readonly frames: number;
  readonly frameSeconds: number;
  /** In order of the output units; the blank has an empty name. */
  readonly symbols: readonly string[];
  /** The class between symbols, of nets for sentences; null where each frame is something. */
  readonly blank: number | null;
  readonly nets: readonly NetLook[];
}

/**
 * What nets that answer frame by frame say of an utterance as it is, without noise.
 * @param samples mono
 * @throws StudioError `train/not-finite`
 */
export async function lookAt(
  { task, frontEnd: config, classes, nets: trained }: Pick<TrainedPair, 'task' | 'frontEnd' | 'classes' | 'nets'>,
  nets: WindowNets,
  samples: Float32Array,
  sampleRateHz: number,
): Promise<UtteranceLook> {
  const frontEnd = createFrontEnd(config, sampleRateHz);
  frontEnd.push(samples);
  const features = new Float32Array(frontEnd.flush() * frontEnd.bins);
  frontEnd.read(features, 0);
  const answers = atOneRate(await nets.infer(features), classes.length);
  const frames = (answers[0]?.logits.length ?? 0) / classes.length;
  const blank = task === 'ctc' ? classes.length - 1 : null;
  return {
    frames,
    frameSeconds: samples.length / sampleRateHz / Math.max(1, frames),
    symbols: classes,
    blank,
    nets: answers.map(({ logits }, i): NetLook => ({
      trainingId: trained[i]!.model.trainingId,
      posteriors: posteriorsOf(logits, classes.length),
      ...(blank === null ? stretchesOf(logits, classes.length) : spikesOf(logits, classes.length, blank)),
    })),
  };
}

/** Frames of slower nets stand as often as those of the fastest ones go into them. */
function atOneRate<T extends { readonly logits: Float32Array }>(answers: readonly T[], classes: number) {
  const frames = Math.max(0, ...answers.map(({ logits }) => logits.length / classes));
  return answers.map(({ logits }) => {
    const own = logits.length / classes;
    if (own === frames) return { logits };
    const every = Math.ceil(frames / own);
    const repeated = new Float32Array(frames * classes);
    for (let frame = 0; frame < frames; frame++) {
      const at = Math.min(own - 1, Math.floor(frame / every)) * classes;
      repeated.set(logits.subarray(at, at + classes), frame * classes);
    }
    return { logits: repeated };
  });
}

function posteriorsOf(logits: Float32Array, classes: number): Float32Array {
  const row = new Float64Array(classes);
  const out = new Float32Array(logits.length);
  for (let frame = 0; frame * classes < logits.length; frame++) {
    logSoftmaxRow(logits, frame, 1, row);
    row.forEach((value, k) => (out[frame * classes + k] = Math.exp(value)));
  }
  return out;
}
