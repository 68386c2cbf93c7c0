import { Rng } from '../../core/rng.ts';
import type { Dataset, Split, Utterance } from '../dataset.ts';

const RATE_HZ = 16_000;
const WORDS = 20_000;
/** Of 251 voices, as in the hundred hours of LibriSpeech with what is held out beside them. */
const VOICES: readonly (readonly [number, Split])[] = [
  [211, 'train'],
  [20, 'validation'],
  [20, 'test'],
];
/** What the normaliser has to do with. */
const ODD = ['Don’t', "'tis", 'R2D2', 'wash-water!', 'naïve', 'e\u0301te\u0301', '你好，', '世界', '7', '…', 'Ⅷ', '𠀀'];

function voiceOf(index: number): readonly [speaker: string, split: Split] {
  let voice = index % VOICES.reduce((sum, [count]) => sum + count, 0);
  for (const [count, split] of VOICES) {
    if (voice < count) return [`${split}-${voice}`, split];
    voice -= count;
  }
  throw new RangeError('no such voice');
}

/**
 * A corpus of sentences without any sound: some tens of words each, drawn from many; a few without a text, with nothing left
 * of it, or shorter than it takes to say them.
 */
export function madeSentences(count: number): Dataset {
  const rng = new Rng(`made-sentences/${count}`);
  const letters = rng.fork('letters');
  const words = Array.from({ length: WORDS }, () =>
    String.fromCharCode(...Array.from({ length: 1 + letters.int(9) }, () => 65 + letters.int(26))),
  );
  let offset = 0;
  const utterances = Array.from({ length: count }, (_, index): Utterance => {
    const [speaker, split] = voiceOf(index);
    // Few words are said often, as everywhere.
    const word = (): string =>
      rng.float() < 0.01 ? ODD[rng.int(ODD.length)]! : words[Math.floor(rng.float() ** 4 * WORDS)]!;
    const transcript = Array.from({ length: 10 + rng.int(40) }, word).join(rng.float() < 0.01 ? '  ' : ' ');
    const seconds = index % 997 === 5 ? 0.5 : rng.uniform(4, 24);
    const length = Math.round(seconds * RATE_HZ);
    const audio = { offset, length, sampleRateHz: RATE_HZ, content: `recording-${index}` };
    offset += length;
    const text = index % 991 === 3 ? '… !' : transcript;
    return {
      id: `made/${split}/${speaker}/${index}.flac`,
      audio,
      speaker,
      split,
      ...(index % 983 !== 2 && { transcript: text }),
    };
  });
  return {
    id: `made-sentences-${count}`,
    name: 'made sentences',
    fingerprint: `made-sentences-${count}`,
    classes: [],
    utterances,
    speakersKnown: true,
    skipped: [],
    pcm: new Float32Array(0),
  };
}
