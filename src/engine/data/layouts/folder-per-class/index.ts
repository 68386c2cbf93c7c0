import { notRecognised, type Layout, type PathLabel } from '../layout.ts';
import { commonFolders, folderNameOf, foldersOf, isIdentifier } from '../paths.ts';
import { speakerReader } from './speaker.ts';

/** Below a layout whose names agree with their folders, above one by names alone. */
const CONFIDENCE = 0.9;
/** How corpora name their parts: folders like these hold every class. */
const PART = /^(train(ing)?|test(ing)?|val(id(ation)?)?|dev(elopment)?|eval(uation)?)$/i;
/** Speech Commands keeps its noises among the words. */
const NOISE_FOLDER = '_background_noise_';

/** Each class a folder: `yes/anna_1.wav`, `turn on/004ae714_nohash_0.wav`, `开/1.wav`. */
export const folderPerClass: Layout = {
  id: 'folder-per-class',
  recognise(paths) {
    const top = commonFolders(paths).length;
    // A file beside the folders of the classes lies in none of them.
    const labelOf = (path: string): string | null => {
      const label = folderNameOf(path);
      return label === '' || label === NOISE_FOLDER || foldersOf(path).length <= top ? null : label;
    };
    const labelled = paths.filter((path) => labelOf(path) !== null);
    const classes = new Set(labelled.map(labelOf).filter((label) => label !== null));
    if (classes.size < 2 || [...classes].every((name) => PART.test(name) || isIdentifier(name))) return notRecognised;
    const speakerOf = speakerReader(labelled, folderNameOf);
    const read = (path: string): PathLabel | null => {
      const label = labelOf(path);
      if (label === null) return null;
      const speaker = speakerOf(path);
      return { label, ...(speaker !== undefined && { speaker }) };
    };
    return {
      score: (CONFIDENCE * labelled.length) / paths.length,
      evidence: { classes: classes.size, files: labelled.length, example: [...classes].sort()[0]! },
      read,
    };
  },
};
