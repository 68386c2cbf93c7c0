import { StudioError } from '../core/errors.ts';
import { allocateBank } from './bank.ts';
import type { Dataset } from './dataset.ts';
import type { ContentHasher } from './fingerprint.ts';
import { trimToWord } from './trim.ts';

/** One labelled recording, as it came from the microphone. */
export interface Take {
  readonly id: string;
  readonly label: string;
  /** Empty when the person did not say. */
  readonly speaker: string;
  /** Mono, -1 to 1. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Name of a dataset of recordings, until a view translates it; its id begins so too. */
export const RECORDINGS_NAME = 'recordings';
/** Below this peak (-46 dB) nothing was said, or the microphone is off. */
const SILENT_PEAK = 0.005;
const MIN_SECONDS = 0.1;

/**
 * The word in a take, without the silence around it.
 * @throws StudioError `file/silent`, `file/too-short`
 */
export function trimTake(take: Take): Take {
  const peak = take.samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
  if (peak < SILENT_PEAK) throw new StudioError('file/silent', { peak });
  const samples = trimToWord(take.samples, take.sampleRateHz);
  const seconds = samples.length / take.sampleRateHz;
  if (seconds < MIN_SECONDS) throw new StudioError('file/too-short', { seconds, min: MIN_SECONDS });
  return { ...take, samples };
}

/** A dataset of takes, in their order: another with every take, so that one in use stays as it is. */
export function recordingsDataset(takes: readonly Take[], hasher: ContentHasher): Dataset {
  const pcm = allocateBank(takes.reduce((sum, take) => sum + take.samples.length, 0));
  let offset = 0;
  const utterances = takes.map(({ id, label, speaker, samples, sampleRateHz }) => {
    pcm.set(samples, offset);
    const audio = { offset, length: samples.length, sampleRateHz };
    offset += samples.length;
    return { id, audio, label, ...(speaker !== '' && { speaker }) };
  });
  const described = new TextEncoder().encode(JSON.stringify(utterances));
  const fingerprint = hasher.hash(described, new Uint8Array(pcm.buffer));
  return {
    id: `${RECORDINGS_NAME}-${fingerprint}`,
    name: RECORDINGS_NAME,
    fingerprint,
    classes: [...new Set(takes.map(({ label }) => label))].sort(),
    utterances,
    speakersKnown: takes.every(({ speaker }) => speaker !== ''),
    skipped: [],
    pcm,
  };
}
