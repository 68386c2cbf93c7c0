import { notRecognised, type Layout, type PathLabel } from '../layout.ts';
import { folderNameOf, isIdentifier, stemOf } from '../paths.ts';

/** Names alone; a folder for each class says more. */
const CONFIDENCE = 0.8;
/** The folder is named like the label or the speaker: no chance. */
const CONFIDENCE_WITH_FOLDERS = 0.95;
/** On average, from which a part of a name is a label rather than a title. */
const MIN_CLIPS_A_LABEL = 2;

type Reader = (path: string) => PathLabel | null;

interface Pattern {
  /** As people write it: `label_speaker_take`. */
  readonly name: string;
  readonly read: Reader;
}

const patterns: readonly Pattern[] = ['_', '-', ' '].flatMap((separator) => [
  { name: ['label', 'speaker', 'take'].join(separator), read: readerOf(separator, 3) },
  { name: ['label', 'take'].join(separator), read: readerOf(separator, 2) },
]);

/** The name tells: `7_jackson_32.wav` is the label 7, spoken by jackson, take 32; `yes-3.wav` the label yes, take 3. */
export const fileName: Layout = {
  id: 'file-name',
  recognise(paths) {
    const fits = patterns.map((pattern) => ({ pattern, fitting: paths.filter((path) => pattern.read(path) !== null) }));
    const { pattern, fitting } = fits.reduce((a, b) => (b.fitting.length > a.fitting.length ? b : a));
    const labels = new Set(fitting.map((path) => pattern.read(path)!.label));
    if (labels.size < 2 || fitting.length < MIN_CLIPS_A_LABEL * labels.size) return notRecognised;
    const agrees = fitting.every((path) => {
      const { label, speaker } = pattern.read(path)!;
      return [label, speaker].includes(folderNameOf(path));
    });
    return {
      score: ((agrees ? CONFIDENCE_WITH_FOLDERS : CONFIDENCE) * fitting.length) / paths.length,
      evidence: { pattern: pattern.name, files: fitting.length, labels: labels.size, example: stemOf(fitting[0]!) },
      read: pattern.read,
    };
  },
};

/** Reads exactly so many parts, the last of them a number. */
function readerOf(separator: string, parts: 2 | 3): Reader {
  return (path) => {
    const found = stemOf(path).split(separator);
    const [label, speaker] = found.map((part) => part.trim());
    if (found.length !== parts || !label || !speaker || !/^\d+$/.test(found.at(-1)!) || isIdentifier(label))
      return null;
    return parts === 3 ? { label, speaker } : { label };
  };
}
