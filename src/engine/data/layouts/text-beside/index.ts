import { notRecognised, wholeFile, type FileReading, type Layout } from '../layout.ts';
import { barePath, extensionOf, folderNameOf } from '../paths.ts';

const CONFIDENCE = 0.94;
/** Of the recordings that must have a text. */
const MIN_SHARE = 0.5;
/** A sentence, not a book. */
const MAX_LENGTH = 4000;

/** Each recording with its transcript in a text of the same name: `anna/001.wav`, `anna/001.txt`; `.lab` as well. */
export const textBeside: Layout = {
  id: 'text-beside',
  async recognise(files) {
    const texts = new Map(
      files.paths.filter((path) => ['txt', 'lab'].includes(extensionOf(path))).map((path) => [barePath(path), path]),
    );
    const accompanied = files.audio.filter((path) => texts.has(barePath(path)));
    if (accompanied.length === 0 || accompanied.length < MIN_SHARE * files.audio.length) return notRecognised;
    const folders = new Set(accompanied.map(folderNameOf));
    const used = new Set(accompanied.map((path) => texts.get(barePath(path))));
    const read = async (path: string): Promise<FileReading | null> => {
      const text = texts.get(barePath(path));
      const transcript = text === undefined ? '' : ((await files.text(text)) ?? '').replace(/\s+/g, ' ').trim();
      if (transcript === '') return { leftOut: 'file/no-transcript' };
      if (transcript.length > MAX_LENGTH) return { leftOut: 'file/transcript-too-long' };
      // Several folders are mostly those of several people.
      return wholeFile({ transcript, ...(folders.size > 1 && { speaker: folderNameOf(path) }) });
    };
    return {
      score: (CONFIDENCE * accompanied.length) / files.audio.length,
      evidence: { files: accompanied.length },
      read,
      isOwnText: (path) => used.has(path),
    };
  },
};
