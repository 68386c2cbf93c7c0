import { notRecognised, wholeFile, type FileReading, type Layout } from '../layout.ts';
import { commonFolders, folderNameOf, foldersOf, isIdentifier } from '../paths.ts';
import { isPartName, splitOfFolders } from '../split-name.ts';
import { speakerReader } from './speaker.ts';

/** Below a layout whose names agree with their folders, above one by names alone. */
const CONFIDENCE = 0.9;
/** Where Speech Commands, and those who follow it, keep noises among the words. */
const NOISE_FOLDER = /^_?background[_ -]?noises?_?$/i;

/** Each class a folder: `yes/anna_1.wav`, `turn on/004ae714_nohash_0.wav`, `开/1.wav`. */
export const folderPerClass: Layout = {
  id: 'folder-per-class',
  async recognise({ audio: paths }) {
    const top = commonFolders(paths).length;
    // A file beside the folders of the classes lies in none of them.
    const labelOf = (path: string): string | null => {
      const label = folderNameOf(path);
      return label === '' || isNoiseFolder(label) || foldersOf(path).length <= top ? null : label;
    };
    const labelled = paths.filter((path) => labelOf(path) !== null);
    const classes = new Set(labelled.map(labelOf).filter((label) => label !== null));
    if (classes.size < 2 || [...classes].every((name) => isPartName(name) || isIdentifier(name))) return notRecognised;
    const speakerOf = speakerReader(labelled, folderNameOf);
    const read = (path: string): FileReading | null => {
      if (isNoiseFolder(folderNameOf(path))) return { noise: true };
      const label = labelOf(path);
      if (label === null) return null;
      const speaker = speakerOf(path);
      const split = splitOfFolders(foldersOf(path).slice(0, -1));
      return wholeFile({ label, ...(speaker !== undefined && { speaker }), ...(split && { split }) });
    };
    const noises = paths.filter((path) => isNoiseFolder(folderNameOf(path)));
    return {
      score: (CONFIDENCE * (labelled.length + noises.length)) / paths.length,
      evidence: { classes: classes.size, files: labelled.length, example: [...classes].sort()[0]! },
      read,
    };
  },
};

/** Whether a folder holds background noise instead of a class. */
export function isNoiseFolder(name: string): boolean {
  return NOISE_FOLDER.test(name);
}
