import { createFrontEnd } from '../dsp/front-end.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import type { HeardSound } from './events.ts';
import { Listener } from './listener.ts';
import type { LiveSettings } from '../config/live-settings.ts';
import type { WindowNets } from './window-nets.ts';

const CHUNK_SECONDS = 0.1;

/** All sounds of a recording, heard as a stream but as fast as the machine can. @param samples mono */
export async function hearRecording(
  pair: Pick<TrainedPair, 'frontEnd' | 'shape' | 'classes'>,
  nets: WindowNets,
  settings: LiveSettings,
  samples: Float32Array,
  sampleRateHz: number,
  onSeconds: (seconds: number) => void = () => {},
): Promise<HeardSound[]> {
  const listener = new Listener(pair, nets, sampleRateHz, settings);
  const frontEnd = createFrontEnd(pair.frontEnd, sampleRateHz);
  const chunk = Math.round(CHUNK_SECONDS * sampleRateHz);
  const room = new Float32Array(64 * frontEnd.bins);
  const sounds: HeardSound[] = [];
  for (let at = 0; at < samples.length; at += chunk) {
    const piece = samples.subarray(at, at + chunk);
    listener.takeSamples(piece);
    for (let ready = frontEnd.push(piece); ready > 0;) {
      const read = frontEnd.read(room, 0);
      listener.takeFrames(room, read);
      ready -= read;
    }
    const update = await listener.advance();
    sounds.push(...update.sounds);
    onSeconds(update.seconds);
  }
  return sounds;
}
