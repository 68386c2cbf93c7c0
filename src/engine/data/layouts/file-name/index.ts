import { notRecognised, wholeFile, type FileReading, type FileUtterance, type Layout } from '../layout.ts';
import { folderNameOf, foldersOf, isIdentifier, stemOf } from '../paths.ts';
import { splitOfFolders } from '../split-name.ts';
import { readerOf, type NameReader } from './template.ts';

/** Names alone; a folder for each class says more. */
const CONFIDENCE = 0.8;
/** The folder is named like the label or the speaker: no chance. */
const CONFIDENCE_WITH_FOLDERS = 0.95;
/** On average, from which a part of a name is a label rather than a title. */
const MIN_CLIPS_A_LABEL = 2;

interface Pattern {
  readonly template: string;
  readonly read: NameReader;
}

const patterns: readonly Pattern[] = ['_', '-', ' '].flatMap((separator) => [
  { template: ['{label}', '{speaker}', '{take}'].join(separator), read: partsReader(separator, 3) },
  { template: ['{label}', '{take}'].join(separator), read: partsReader(separator, 2) },
]);

/** The name tells: `7_jackson_32.wav` is the label 7, spoken by jackson, take 32; or by a template of one's own. */
export const fileName: Layout = {
  id: 'file-name',
  settable: 'template',
  async recognise({ audio: paths }, { template }) {
    const own = template === undefined ? null : { template, read: readerOf(template) ?? (() => null) };
    const fits = (own ? [own] : patterns).map((pattern) => ({ pattern, fitting: fittingOf(paths, pattern) }));
    const { pattern, fitting } = fits.reduce((a, b) => (b.fitting.length > a.fitting.length ? b : a));
    const labels = new Set(fitting.map(({ told }) => told.label));
    const recognised = {
      evidence: {
        pattern: pattern.template,
        files: fitting.length,
        labels: labels.size,
        example: stemOf(fitting[0]?.path ?? ''),
      },
      template: pattern.template,
      read: (path: string) => readingOf(path, pattern.read),
    };
    if (own) return { ...recognised, score: CONFIDENCE };
    if (labels.size < 2 || fitting.length < MIN_CLIPS_A_LABEL * labels.size)
      return { ...notRecognised, template: pattern.template };
    const agrees = fitting.every(({ path, told }) => [told.label, told.speaker].includes(folderNameOf(path)));
    return { ...recognised, score: ((agrees ? CONFIDENCE_WITH_FOLDERS : CONFIDENCE) * fitting.length) / paths.length };
  },
};

function fittingOf(paths: readonly string[], { read }: Pattern) {
  const fitting: { readonly path: string; readonly told: FileUtterance }[] = [];
  for (const path of paths) {
    const told = read(path);
    if (told) fitting.push({ path, told });
  }
  return fitting;
}

function readingOf(path: string, read: NameReader): FileReading | null {
  const utterance = read(path);
  const split = splitOfFolders(foldersOf(path));
  return utterance && wholeFile({ ...utterance, ...(split && { split }) });
}

/** Reads exactly so many parts, the last of them a number. */
function partsReader(separator: string, parts: 2 | 3): NameReader {
  return (path) => {
    if (!path.includes(separator)) return null;
    const found = stemOf(path).split(separator);
    if (found.length !== parts) return null;
    const [label, speaker] = found.map((part) => part.trim());
    if (!label || !speaker || !/^\d+$/.test(found.at(-1)!) || isIdentifier(label)) return null;
    return parts === 3 ? { label, speaker } : { label };
  };
}
