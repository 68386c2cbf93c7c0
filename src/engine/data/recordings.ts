import { allocateBank } from './bank.ts';
import type { Dataset, InputProcessing } from './dataset.ts';
import type { TakeFlaw } from './find-word.ts';
import type { ContentHasher } from './fingerprint.ts';
import type { Stretch } from './trim.ts';

/** A clip cut from a take of the microphone. The take stays whole: what was cut away can be had again. */
export interface RecordedClip extends Stretch {
  readonly id: string;
  readonly takeId: string;
  /** Milliseconds since the epoch, of the take. */
  readonly recordedAt: number;
  /** Null: the hush of the room, kept as background noise. */
  readonly label: string | null;
  /** Empty when the person did not say. */
  readonly speaker: string;
  /** Samples of the whole take. */
  readonly takeLength: number;
  readonly sampleRateHz: number;
  readonly processing: InputProcessing;
  /** Of the take as it was recorded. */
  readonly flaws: readonly TakeFlaw[];
}

/** A clip with its samples. */
export interface RecordedSound extends Pick<RecordedClip, 'id' | 'label' | 'speaker' | 'sampleRateHz' | 'processing'> {
  /** Mono, -1 to 1. */
  readonly samples: Float32Array;
}

/** Name of a dataset of recordings, until a view translates it; its id begins so too. */
export const RECORDINGS_NAME = 'recordings';

/** A dataset of clips, in their order: another with every change, so that one in use stays as it is. */
export function recordingsDataset(sounds: readonly RecordedSound[], hasher: ContentHasher): Dataset {
  const pcm = allocateBank(sounds.reduce((sum, { samples }) => sum + samples.length, 0));
  let offset = 0;
  const placed = sounds.map(({ samples, sampleRateHz, ...told }) => {
    pcm.set(samples, offset);
    const audio = { offset, length: samples.length, sampleRateHz };
    offset += samples.length;
    return { ...told, audio };
  });
  const noises = placed.flatMap(({ label, audio }) => (label === null ? [audio] : []));
  const utterances = placed.flatMap(({ id, audio, label, speaker, processing }) =>
    label === null ? [] : [{ id, audio, label, ...(speaker !== '' && { speaker }), processing }],
  );
  const described = new TextEncoder().encode(JSON.stringify([utterances, noises]));
  const fingerprint = hasher.hash(described, new Uint8Array(pcm.buffer));
  return {
    id: `${RECORDINGS_NAME}-${fingerprint}`,
    name: RECORDINGS_NAME,
    fingerprint,
    classes: [...new Set(utterances.map(({ label }) => label))].sort(),
    utterances,
    speakersKnown: utterances.every(({ speaker }) => speaker !== undefined),
    skipped: [],
    ...(noises.length > 0 && { noises }),
    pcm,
  };
}
