import type { Split } from '../../dataset.ts';
import type { CorpusFiles } from '../corpus-files.ts';
import { notRecognised, wholeFile, type FileReading, type Layout, type Recognition } from '../layout.ts';
import { createListReport } from '../list-report.ts';
import { foldersOf, nameOf, stemOf } from '../paths.ts';
import { splitNamed } from '../split-name.ts';

const CONFIDENCE = 0.98;
/** Recordings named as in the corpus, without transcripts and folders. */
const CONFIDENCE_BY_NAMES = 0.7;
const TRANSCRIPTS = /\.trans\.txt$/i;
/** What the corpus says of itself. */
const ABOUT = /^(speakers|chapters|books|license|licence|readme)\.txt$/i;
/** `103-1240-0000`: speaker, chapter, utterance. */
const ID = /^([^-]+)-([^-]+)-([^-]+)$/;
const NUMBERS = /^\d+-\d+-\d{4}$/;

/**
 * LibriSpeech and what is built like it: `train-clean-100/speaker/chapter/speaker-chapter-utterance.flac` with one
 * `speaker-chapter.trans.txt` a chapter, and SPEAKERS.TXT. (Panayotov et al. 2015, doi:10.1109/ICASSP.2015.7178964)
 */
export const librispeech: Layout = {
  id: 'librispeech',
  async recognise(files) {
    const lists = files.paths.filter((path) => TRANSCRIPTS.test(path));
    if (lists.length === 0) return withoutTranscripts(files);
    const inPlace = files.audio.filter(liesInPlace);
    if (inPlace.length === 0) return notRecognised;
    const listOf = new Map(lists.map((path) => [folderOf(path), path]));
    const subsets = await subsetsBySpeaker(files);
    const transcriptsOf = chapterReader(files);
    const report = createListReport();
    const audio = new Set(files.audio.map((path) => `${folderOf(path)}/${stemOf(path)}`));
    const told = new Set<string>();
    const read = async (path: string): Promise<FileReading | null> => {
      const id = ID.exec(stemOf(path));
      const list = listOf.get(folderOf(path));
      if (!id || list === undefined) return null;
      const transcripts = await transcriptsOf(list);
      if (!told.has(list)) {
        told.add(list);
        for (const name of transcripts.keys()) if (!audio.has(`${folderOf(path)}/${name}`)) report.missing(list, name);
      }
      const transcript = transcripts.get(stemOf(path));
      if (transcript === undefined) return { leftOut: 'file/no-transcript' };
      const speaker = id[1]!;
      const split = splitOf(path, subsets.get(speaker));
      return wholeFile({ speaker, transcript, ...(split && { split }) });
    };
    return {
      score: (CONFIDENCE * inPlace.length) / files.audio.length,
      evidence: { files: inPlace.length, chapters: lists.length, speakers: new Set(inPlace.map(speakerOf)).size },
      read,
      isOwnText: (path) => TRANSCRIPTS.test(path) || ABOUT.test(nameOf(path)),
      troubles: () => report.troubles(),
    };
  },
};

/** Unlabelled recordings, as those of Libri-light: names tell who speaks. */
function withoutTranscripts({ audio }: CorpusFiles): Recognition {
  const named = audio.filter((path) => NUMBERS.test(stemOf(path)));
  if (named.length === 0) return notRecognised;
  return {
    score: (CONFIDENCE_BY_NAMES * named.length) / audio.length,
    evidence: { files: named.length, chapters: 0, speakers: new Set(named.map(speakerOf)).size },
    read: (path) => (NUMBERS.test(stemOf(path)) ? wholeFile({ speaker: speakerOf(path) }) : null),
  };
}

function folderOf(path: string): string {
  return foldersOf(path).join('/');
}

function speakerOf(path: string): string {
  return ID.exec(stemOf(path))?.[1] ?? '';
}

/** The folders repeat what the name says. */
function liesInPlace(path: string): boolean {
  const id = ID.exec(stemOf(path));
  const [speaker, chapter] = foldersOf(path).slice(-2);
  return id !== null && (id[1] === speaker || id[2] === chapter);
}

function splitOf(path: string, subset: string | undefined): Split | undefined {
  // The folder above that of the speaker: `train-clean-100`.
  return splitNamed(foldersOf(path).at(-3) ?? '') ?? splitNamed(subset ?? '');
}

/** SPEAKERS.TXT: `ID | SEX | SUBSET | MINUTES | NAME`, comments after `;`. */
async function subsetsBySpeaker(files: CorpusFiles): Promise<ReadonlyMap<string, string>> {
  const path = files.paths.find((one) => /^speakers\.txt$/i.test(nameOf(one)));
  const lines = path === undefined ? [] : await files.lines(path);
  const rows = lines.filter(({ text }) => !text.startsWith(';')).map(({ text }) => text.split('|'));
  return new Map(rows.map(([id = '', , subset = '']) => [id.trim(), subset.trim()]));
}

/** Transcripts by id; the files of a chapter come one after another, so that the last chapter is all that is kept. */
function chapterReader(files: CorpusFiles): (list: string) => Promise<ReadonlyMap<string, string>> {
  let last: { readonly list: string; readonly transcripts: Promise<ReadonlyMap<string, string>> } | null = null;
  return (list) => {
    if (last?.list !== list) last = { list, transcripts: transcriptsIn(files, list) };
    return last.transcripts;
  };
}

async function transcriptsIn(files: CorpusFiles, list: string): Promise<ReadonlyMap<string, string>> {
  const transcripts = new Map<string, string>();
  for (const { text } of await files.lines(list)) {
    const [, id, words] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(text) ?? [];
    if (id !== undefined && words !== undefined) transcripts.set(id, words);
  }
  return transcripts;
}
