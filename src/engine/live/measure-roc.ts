import { Rng } from '../core/rng.ts';
import type { LiveSettings } from '../config/live-settings.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import { backgroundKinds, makeBackground } from './background.ts';
import type { HeardSound } from './events.ts';
import { hearRecording } from './hear-recording.ts';
import { rocOf, type RocPoint, type SaidWord } from './roc.ts';
import type { WindowNets } from './window-nets.ts';

/** Of each kind of background. */
const BACKGROUND_SECONDS = 75;
const BACKGROUND_SEED = 6;

/** Words one after another, and when each is said. */
export interface SaidStream {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly words: readonly SaidWord[];
}

/** False alarms against misses, by training id. */
export type RocCurves = Readonly<Record<string, readonly RocPoint[]>>;

/**
 * Lets nets hear words and five minutes of made-up background, as fast as the machine can.
 * @param onProgress 0 to 1
 */
export async function measureRoc(
  pair: Pick<TrainedPair, 'frontEnd' | 'shape' | 'classes'>,
  nets: WindowNets,
  settings: LiveSettings,
  { samples, sampleRateHz, words }: SaidStream,
  onProgress: (share: number) => void,
): Promise<RocCurves> {
  const backgroundSeconds = backgroundKinds.length * BACKGROUND_SECONDS;
  const total = backgroundSeconds + samples.length / sampleRateHz;
  let before = 0;
  const hear = async (sound: Float32Array): Promise<HeardSound[]> => {
    const heard = await hearRecording(pair, nets, settings, sound, sampleRateHz, (seconds) =>
      onProgress(Math.min(1, (before + seconds) / total)),
    );
    before += sound.length / sampleRateHz;
    return heard;
  };
  const heard = await hear(samples);
  const background: HeardSound[] = [];
  const rng = Rng.fromSeed(BACKGROUND_SEED);
  for (const kind of backgroundKinds)
    background.push(...(await hear(makeBackground(kind, BACKGROUND_SECONDS, sampleRateHz, rng.fork(kind)))));
  const evidence = { words, heard, background, backgroundSeconds };
  return Object.fromEntries(nets.trainingIds.map((id) => [id, rocOf(id, evidence)]));
}
