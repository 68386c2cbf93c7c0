import type { Split } from '../../dataset.ts';
import { folderPerClass } from '../folder-per-class/index.ts';
import { notRecognised, type FileReading, type Layout } from '../layout.ts';
import { createListReport } from '../list-report.ts';
import { foldersOf, nameOf, stemOf } from '../paths.ts';

const CONFIDENCE = 0.97;
/** By names alone, without the lists that the corpus brings. */
const CONFIDENCE_BY_NAMES = 0.93;
const NOHASH = /^.+?_nohash_\d+$/i;
const LISTS: readonly (readonly [string, Split])[] = [
  ['validation_list.txt', 'validation'],
  ['testing_list.txt', 'test'],
];
/** Of the names that must follow the corpus's pattern where no list speaks for it. */
const MIN_SHARE_OF_NAMES = 0.5;

/**
 * Google's Speech Commands and what is built like it: folders of words, `004ae714_nohash_0.wav` with the speaker before
 * `_nohash_`, lists of the clips to validate and test with, all others to train. (Warden 2018, arXiv:1804.03209)
 */
export const speechCommands: Layout = {
  id: 'speech-commands',
  async recognise(files) {
    const byFolder = await folderPerClass.recognise(files, {});
    const named = files.audio.filter((path) => NOHASH.test(stemOf(path))).length;
    const lists = LISTS.flatMap(([name, split]) =>
      files.paths.filter((path) => nameOf(path).toLowerCase() === name).map((path) => ({ path, split })),
    );
    const typical = named >= MIN_SHARE_OF_NAMES * files.audio.length;
    if (byFolder.score === 0 || (lists.length === 0 && !typical)) return notRecognised;
    const splits = new Map<string, Split>();
    const report = createListReport();
    for (const { path: list, split } of lists)
      for (const { text } of await files.lines(list)) {
        const path = files.index.find(text, foldersOf(list));
        if (path === null) report.missing(list, text);
        else splits.set(path, split);
      }
    const read = async (path: string): Promise<FileReading | null> => {
      const reading = await byFolder.read(path);
      if (!reading || !('utterances' in reading) || lists.length === 0) return reading;
      const split = splits.get(path) ?? 'train';
      return { utterances: reading.utterances.map((utterance) => ({ ...utterance, split })) };
    };
    return {
      score: lists.length > 0 ? CONFIDENCE : CONFIDENCE_BY_NAMES,
      evidence: { files: named, classes: byFolder.evidence.classes ?? 0, listed: splits.size },
      read,
      isOwnText: (path) => lists.some((list) => list.path === path),
      troubles: () => report.troubles(),
    };
  },
};
