import { StudioError } from '../core/errors.ts';
import type { StopSignal } from '../core/stop-signal.ts';
import { nextTurn } from '../core/turn.ts';
import { allocateBank } from './bank.ts';
import type { Dataset, Utterance } from './dataset.ts';
import type { PackIndex } from './pack-index.ts';
import { readSaid, segmentsOf } from './said.ts';

export interface PackProgress {
  /** Index of the voice whose clips have just been written into the bank. */
  readonly voice: number;
  readonly done: number;
  readonly total: number;
}

export interface PackOptions {
  readonly onVoice?: (progress: PackProgress) => void;
  readonly signal?: StopSignal;
}

/**
 * What is known of the pack before anything is decoded: all clips, over a bank that is still silent.
 * @param bank for the samples; by default one is made
 * @throws RangeError when the bank given is not as long as the pack
 */
export function packDataset(index: PackIndex, bank?: Float32Array): Dataset {
  const utterances: Utterance[] = [];
  let offset = 0;
  for (const [v, voice] of index.voices.entries()) {
    voice.lengths.forEach((length, i) => {
      utterances.push({
        audio: { offset, length, sampleRateHz: index.sampleRateHz },
        speaker: voice.id,
        split: voice.split,
        ...contentOf(index, v, i),
      });
      offset += length;
    });
  }
  if (bank && bank.length !== offset) throw new RangeError(`a bank of ${bank.length} for ${offset} samples`);
  return {
    id: `pack-${index.id}`,
    name: index.id,
    fingerprint: index.fingerprint,
    classes: index.version === 1 ? index.classes : [],
    utterances,
    speakersKnown: true,
    skipped: [],
    pcm: bank ?? allocateBank(offset),
  };
}

/** What a clip of a voice is named, and what is said in it. */
function contentOf(index: PackIndex, voice: number, clip: number): Omit<Utterance, 'audio' | 'speaker' | 'split'> {
  if (index.version === 1) {
    const { classes, takes, voices } = index;
    const label = classes[Math.floor(clip / takes)] ?? '';
    return { id: `${voices[voice]!.id}/${label}/${clip % takes}`, label };
  }
  const { id, lengths, said } = index.voices[voice]!;
  return { id: `${id}/${clip}`, ...segmentsOf(readSaid(said[clip]!)!, lengths[clip]! / index.sampleRateHz) };
}

/**
 * Decodes some of the voices into the bank that {@link packDataset} made: each is a stream of its own, so one takes
 * tens of milliseconds, any order will do, and workers may share them out over one shared bank.
 *
 * @param bytes the whole compressed file
 * @param voices indices into `index.voices`
 * @throws StudioError `data/pack-unavailable` when the file is not the index's; `train/stopped` when aborted
 */
export async function decodePackVoices(
  index: PackIndex,
  bytes: Uint8Array,
  voices: readonly number[],
  pcm: Float32Array,
  { onVoice, signal }: PackOptions = {},
): Promise<void> {
  if (bytes.length !== index.byteLength) {
    throw new StudioError('data/pack-unavailable', { bytes: bytes.length, expected: index.byteLength });
  }
  const offsets = bankOffsets(index);
  const { OggOpusDecoder } = await import('ogg-opus-decoder');
  // The decoder makes any rate that Opus knows; its types do not say so.
  const options = { forceStereo: false, sampleRate: index.sampleRateHz };
  const decoder = new OggOpusDecoder(options);
  try {
    await decoder.ready;
    for (const [done, v] of voices.entries()) {
      if (signal?.aborted) throw new StudioError('train/stopped');
      const voice = index.voices[v];
      let to = offsets[v];
      if (!voice || to === undefined) throw new RangeError(`the pack has no voice ${v}`);
      const { channelData, errors } = await decoder.decodeFile(
        bytes.subarray(voice.bytes.offset, voice.bytes.offset + voice.bytes.length),
      );
      const decoded = channelData[0] ?? new Float32Array(0);
      const expected = voice.lengths.reduce((sum, length) => sum + length + index.gapSamples, 0);
      if (errors.length > 0 || decoded.length !== expected) {
        throw new StudioError('data/pack-unavailable', { voice: voice.id, samples: decoded.length, expected });
      }
      let from = 0;
      for (const length of voice.lengths) {
        pcm.set(decoded.subarray(from, from + length), to);
        from += length + index.gapSamples;
        to += length;
      }
      onVoice?.({ voice: v, done: done + 1, total: voices.length });
      await nextTurn();
    }
  } finally {
    decoder.free();
  }
}

/** The whole pack, decoded. @throws as {@link decodePackVoices} */
export async function loadPack(index: PackIndex, bytes: Uint8Array, options: PackOptions = {}): Promise<Dataset> {
  const dataset = packDataset(index);
  await decodePackVoices(index, bytes, [...index.voices.keys()], dataset.pcm, options);
  return dataset;
}

/** First sample in the bank of each voice. */
function bankOffsets(index: PackIndex): number[] {
  let offset = 0;
  return index.voices.map((voice) => {
    const start = offset;
    offset += voice.lengths.reduce((sum, length) => sum + length, 0);
    return start;
  });
}
