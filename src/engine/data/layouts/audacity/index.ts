import type { CorpusFiles } from '../corpus-files.ts';
import { notRecognised, type FileReading, type FileUtterance, type Layout } from '../layout.ts';
import { barePath, extensionOf, foldersOf } from '../paths.ts';

const CONFIDENCE = 0.965;
/** `start<tab>end<tab>text`, seconds with a point or, in some countries, a comma. */
const LINE = /^\s*(\d+(?:[.,]\d+)?)\t(\d+(?:[.,]\d+)?)(?:\t(.*))?$/;
/** Lines of frequencies, which the spectral view adds. */
const FREQUENCIES = /^\\/;
/** Texts that are looked into before it is given up. */
const PROBED = 5;
/** On average, from which the texts of labels are classes rather than sentences. */
const MIN_CLIPS_A_LABEL = 2;

/**
 * Labels exported by Audacity cut long recordings: `talk.txt` beside `talk.wav`, or the only text beside the only
 * recording. Texts that come again are classes, others transcripts.
 */
export const audacity: Layout = {
  id: 'audacity',
  async recognise(files) {
    const cuts = new Map<string, FileUtterance[]>();
    const texts = new Set<string>();
    for (const [at, [audio, path]] of labelFiles(files).entries()) {
      // A corpus with a text beside each of its recordings need not be read to its end to know that these are no labels.
      if (at === PROBED && cuts.size === 0) return notRecognised;
      const utterances = await labelsIn(files, path);
      if (utterances.length === 0) continue;
      cuts.set(audio, utterances);
      texts.add(path);
    }
    const all = [...cuts.values()].flat();
    if (all.length === 0) return notRecognised;
    const named = all.flatMap(({ transcript }) => transcript ?? []);
    const distinct = new Set(named).size;
    const areClasses = distinct > 1 && named.length >= MIN_CLIPS_A_LABEL * distinct;
    const read = (path: string): FileReading => {
      const utterances = cuts.get(path);
      if (!utterances) return { leftOut: 'file/not-listed' };
      if (!areClasses) return { utterances };
      return {
        utterances: utterances.map(({ transcript, ...rest }) => ({
          ...rest,
          ...(transcript && { label: transcript }),
        })),
      };
    };
    return {
      score: (CONFIDENCE * cuts.size) / files.audio.length,
      evidence: { files: cuts.size, labels: all.length, distinct },
      read,
      isOwnText: (path) => texts.has(path),
    };
  },
};

/** Pairs of a recording and the text that may cut it. */
function labelFiles(files: CorpusFiles): [string, string][] {
  const texts = files.paths.filter((path) => extensionOf(path) === 'txt');
  const byBare = new Map(texts.map((path) => [barePath(path), path]));
  const pairs = files.audio.flatMap((audio): [string, string][] => {
    const text =
      byBare.get(barePath(audio)) ?? byBare.get(`${barePath(audio)} labels`) ?? byBare.get(`${barePath(audio)}_labels`);
    return text === undefined ? [] : [[audio, text]];
  });
  if (pairs.length > 0 || files.audio.length !== 1) return pairs;
  const [audio = ''] = files.audio;
  const beside = texts.filter((path) => foldersOf(path).join('/') === foldersOf(audio).join('/'));
  return beside.length === 1 ? [[audio, beside[0]!]] : [];
}

/** Empty where any line is something else: then the text is no list of labels. */
async function labelsIn(files: CorpusFiles, path: string): Promise<FileUtterance[]> {
  const utterances: FileUtterance[] = [];
  let points = 0;
  for (const { text } of await files.lines(path)) {
    if (FREQUENCIES.test(text)) continue;
    const [, start, end, words = ''] = LINE.exec(text) ?? [];
    if (start === undefined || end === undefined) return [];
    const cut = { startSeconds: secondsIn(start), endSeconds: secondsIn(end) };
    if (cut.endSeconds <= cut.startSeconds) points++;
    else utterances.push({ cut, ...(words.trim() !== '' && { transcript: words.trim() }) });
  }
  if (points > 0) files.complain(path, 'file/point-labels', { count: points });
  return utterances;
}

function secondsIn(text: string): number {
  return Number(text.replace(',', '.'));
}
