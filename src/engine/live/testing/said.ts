import type { Dataset } from '../../data/dataset.ts';
import { fillNoise } from '../../data/noise.ts';
import { Rng } from '../../core/rng.ts';
import type { SaidWord } from '../roc.ts';

export interface SaidStream {
  readonly samples: Float32Array;
  readonly words: readonly SaidWord[];
}

/** Clips one after another with pauses, in a room that is so quiet. */
export function sayClips(
  dataset: Dataset,
  indices: readonly number[],
  {
    seed,
    noiseDb,
    pauseSeconds = [0.4, 0.9],
  }: { seed: number; noiseDb: number; pauseSeconds?: readonly [number, number] },
): SaidStream {
  const rng = Rng.fromSeed(seed);
  const pauses = rng.fork('pauses');
  const words: SaidWord[] = [];
  const rate = dataset.utterances[indices[0]!]!.audio.sampleRateHz;
  let seconds = 1;
  for (const index of indices) {
    const { label, audio } = dataset.utterances[index]!;
    const lasts = audio.length / rate;
    words.push({ label: label!, startSeconds: seconds, endSeconds: seconds + lasts });
    seconds += lasts + pauses.uniform(...pauseSeconds);
  }
  const samples = new Float32Array(Math.ceil((seconds + 1) * rate));
  fillNoise('pink', samples, rate, rng.fork('room'), null);
  const energy = samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
  const gain = 10 ** (noiseDb / 20) / Math.sqrt(energy);
  for (let n = 0; n < samples.length; n++) samples[n]! *= gain;
  indices.forEach((index, i) => {
    const { offset, length } = dataset.utterances[index]!.audio;
    const at = Math.round(words[i]!.startSeconds * rate);
    for (let n = 0; n < length; n++) samples[at + n]! += dataset.pcm[offset + n]!;
  });
  return { samples, words };
}
