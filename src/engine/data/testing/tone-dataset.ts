import type { Dataset } from '../dataset.ts';

export interface ToneClip {
  readonly id: string;
  readonly seconds: number;
  readonly hz: number;
  readonly speaker?: string;
}

/** A dataset of tones with half a sine as envelope. */
export function toneDataset(clips: readonly ToneClip[], sampleRateHz: number): Dataset {
  const lengths = clips.map(({ seconds }) => Math.round(seconds * sampleRateHz));
  const pcm = new Float32Array(lengths.reduce((a, b) => a + b, 0));
  let offset = 0;
  const utterances = clips.map(({ id, hz, speaker }, i) => {
    const length = lengths[i]!;
    for (let n = 0; n < length; n++) {
      pcm[offset + n] = 0.3 * Math.sin((Math.PI * n) / length) * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
    }
    const utterance = {
      id,
      audio: { offset, length, sampleRateHz },
      label: 'tone',
      ...(speaker === undefined ? {} : { speaker }),
    };
    offset += length;
    return utterance;
  });
  return {
    id: 'tones',
    name: 'tones',
    fingerprint: '0123456789abcdef',
    classes: ['tone'],
    utterances,
    speakersKnown: clips.every(({ speaker }) => speaker !== undefined),
    skipped: [],
    pcm,
  };
}
