import type { Segment, Split } from '../../dataset.ts';
import type { CorpusFiles } from '../corpus-files.ts';
import { notRecognised, wholeFile, type FileReading, type Layout } from '../layout.ts';
import { barePath, extensionOf, foldersOf, nameOf, stemOf } from '../paths.ts';
import { coreTestSpeakers } from './core-test.ts';

const CONFIDENCE = 0.99;
/** TIMIT counts in samples, always at this rate. */
const SAMPLE_RATE_HZ = 16_000;
/** `TRAIN/DR1/FVMH0`: part, dialect region, speaker. */
const PLACE = /(^|\/)(train|test)\/dr\d\/([^/]+)\/[^/]+$/i;
/** The two sentences that everybody reads, to compare dialects. */
const DIALECT_SENTENCE = /^sa\d/i;
const OWN_TEXT = new Set(['phn', 'wrd', 'txt']);
/** What the corpus says of itself. */
const ABOUT = /(^|\/)(doc\/[^/]+|readme(\.doc)?|convert|sphere)$/i;

/**
 * TIMIT: `TRAIN|TEST/DRn/speaker/sentence.WAV`, with phones, words and text beside in `.PHN`, `.WRD`, `.TXT`. The core
 * test set's speakers test and the other ones in TEST validate, where any of the former is there; else all of TEST
 * tests. (Garofolo et al. 1993, doi:10.35111/17gk-bn40)
 */
export const timit: Layout = {
  id: 'timit',
  async recognise(files) {
    const placed = files.audio.filter((path) => PLACE.test(path));
    const texts = new Map(files.paths.filter(isOwnText).map((path) => [path.toLowerCase(), path]));
    const withPhones = placed.filter((path) => texts.has(`${barePath(path)}.phn`));
    if (withPhones.length === 0) return notRecognised;
    const hasCore = placed.some((path) => splitFolderOf(path) === 'test' && coreTestSpeakers.has(speakerOf(path)));
    const textOf = async (path: string, extension: string) => {
      const text = texts.get(`${barePath(path)}.${extension}`);
      return text === undefined ? null : files.text(text);
    };
    const read = async (path: string): Promise<FileReading | null> => {
      if (!PLACE.test(path)) return null;
      if (DIALECT_SENTENCE.test(stemOf(path))) return { leftOut: 'file/dialect-sentence' };
      const [phn, wrd, txt] = await Promise.all(['phn', 'wrd', 'txt'].map((extension) => textOf(path, extension)));
      if (!phn && !txt) return { leftOut: 'file/no-transcript' };
      const phones = segmentsIn(phn ?? '');
      if (!Array.isArray(phones)) {
        const example = `${nameOf(texts.get(`${barePath(path)}.phn`)!)}:${phones.badLine}`;
        return { leftOut: 'file/bad-times', params: { example } };
      }
      const words = segmentsIn(wrd ?? '');
      const transcript = /^\s*\d+\s+\d+\s+(.*\S)\s*$/m.exec(txt ?? '')?.[1];
      const speaker = speakerOf(path);
      const split: Split =
        splitFolderOf(path) === 'train' ? 'train' : !hasCore || coreTestSpeakers.has(speaker) ? 'test' : 'validation';
      return wholeFile({
        speaker,
        split,
        ...(phones.length > 0 && { phones }),
        ...(Array.isArray(words) && words.length > 0 && { words }),
        ...(transcript !== undefined && { transcript }),
      });
    };
    return {
      score: (CONFIDENCE * placed.length) / files.audio.length,
      evidence: {
        files: placed.length,
        phones: withPhones.length,
        speakers: new Set(placed.map(speakerOf)).size,
        regions: new Set(placed.map(regionOf)).size,
      },
      read,
      isOwnText: (path) => isOwnText(path) || ABOUT.test(path),
      troubles: () => withoutAudio(files, texts),
    };
  },
};

function splitFolderOf(path: string): string {
  return PLACE.exec(path)?.[2]?.toLowerCase() ?? '';
}

/** As the corpus writes it: in capitals. */
function speakerOf(path: string): string {
  return (PLACE.exec(path)?.[3] ?? '').toUpperCase();
}

function regionOf(path: string): string {
  return (foldersOf(path).at(-2) ?? '').toUpperCase();
}

function isOwnText(path: string): boolean {
  return OWN_TEXT.has(extensionOf(path)) && PLACE.test(path);
}

/**
 * `first sample, sample after the last, symbol` a line.
 * @returns the first line, from 1, that is none such, or whose times go backwards
 */
export function segmentsIn(text: string): Segment[] | { readonly badLine: number } {
  const segments: Segment[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const bad = { badLine: index + 1 };
    const [, first, end, symbol] = /^\s*(\d{1,12})\s+(\d{1,12})\s+(\S+)\s*$/.exec(line) ?? [];
    if (first === undefined || end === undefined || symbol === undefined) {
      if (line.trim() !== '') return bad;
      continue;
    }
    const [startSeconds, endSeconds] = [Number(first) / SAMPLE_RATE_HZ, Number(end) / SAMPLE_RATE_HZ];
    if (endSeconds <= startSeconds || startSeconds < (segments.at(-1)?.startSeconds ?? 0)) return bad;
    segments.push({ startSeconds, endSeconds, symbol });
  }
  return segments;
}

/** Phones whose recording is not there. */
function withoutAudio(files: CorpusFiles, texts: ReadonlyMap<string, string>) {
  const heard = new Set(files.audio.map(barePath));
  return [...texts.values()]
    .filter((path) => extensionOf(path) === 'phn' && !heard.has(barePath(path)))
    .map((file) => ({ file, reason: 'file/audio-missing' as const, params: { count: 1, example: nameOf(file) } }));
}
