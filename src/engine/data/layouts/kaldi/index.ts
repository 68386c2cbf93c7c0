import type { CorpusFiles } from '../corpus-files.ts';
import { notRecognised, type FileReading, type Layout } from '../layout.ts';
import { createListing, filled } from '../listing.ts';
import { shortened } from '../list-report.ts';
import { foldersOf, nameOf } from '../paths.ts';
import { splitNamed } from '../split-name.ts';

const CONFIDENCE = 0.985;
/** The tables of a data folder. */
const TABLE =
  /^(wav\.scp|text|utt2spk|spk2utt|segments|utt2dur|utt2num_frames|spk2gender|reco2dur|reco2file_and_channel|feats\.scp|cmvn\.scp|utt2uniq)$/i;

/**
 * Kaldi's data folders: `wav.scp` (recording, file), `text` (utterance, words), `utt2spk`, and `segments` (utterance,
 * recording, start, end in seconds) where recordings are longer than utterances. The name of the folder tells its
 * split. Commands in `wav.scp` (`sph2pipe ... |`) are never run. (kaldi-asr.org/doc/data_prep.html)
 */
export const kaldi: Layout = {
  id: 'kaldi',
  async recognise(files) {
    const folders = files.paths
      .filter((path) => nameOf(path).toLowerCase() === 'wav.scp')
      .map((path) => foldersOf(path).join('/'));
    if (folders.length === 0) return notRecognised;
    const listing = createListing(files);
    for (const folder of folders) await readFolder(files, folder, listing);
    const { utterances } = listing;
    return {
      // Without any of its recordings it is still plain what it is, and the reader is told what is missing.
      score: listing.files > 0 ? CONFIDENCE : 0.5,
      evidence: { files: listing.files, utterances: utterances.length },
      read: (path): FileReading => {
        const reading = listing.read(path);
        return reading && 'utterances' in reading ? reading : { leftOut: 'file/not-listed' };
      },
      isOwnText: (path) => TABLE.test(nameOf(path)) && folders.includes(foldersOf(path).join('/')),
      troubles: listing.troubles,
    };
  },
};

async function readFolder(
  files: CorpusFiles,
  folder: string,
  listing: ReturnType<typeof createListing>,
): Promise<void> {
  const at = (name: string) => files.paths.find((path) => path.toLowerCase() === prefixed(folder, name).toLowerCase());
  const list = at('wav.scp') ?? '';
  const [recordings, texts, speakers, segments] = await Promise.all(
    ['wav.scp', 'text', 'utt2spk', 'segments'].map((name) => pairsIn(files, at(name))),
  );
  if (!recordings || !texts || !speakers || !segments) return;
  const split = splitNamed(nameOf(folder));
  const describe = (utterance: string) =>
    filled({ split, speaker: speakers.get(utterance), transcript: texts.get(utterance) });
  const told = new Set<string>();
  const placeOf = new Map<string, string>();
  for (const [recording, place] of recordings) {
    const reference = fileIn(place);
    if (reference === null) files.complain(list, 'file/command', { example: shortened(place) });
    else placeOf.set(recording, reference);
  }
  if (segments.size === 0) {
    for (const [recording, reference] of placeOf) {
      told.add(recording);
      listing.add(list, reference, describe(recording));
    }
  }
  for (const [utterance, rest] of segments) {
    const [recording = '', start = '', end = ''] = rest.split(/\s+/);
    told.add(utterance);
    const cut = { startSeconds: Number(start), endSeconds: Number(end) < 0 ? Infinity : Number(end) };
    const reference = placeOf.get(recording);
    if (!(cut.startSeconds >= 0 && cut.endSeconds > cut.startSeconds))
      files.complain(at('segments') ?? list, 'file/bad-times', { example: shortened(`${utterance} ${rest}`) });
    else if (reference === undefined) listing.missing(at('segments') ?? list, recording);
    else listing.add(list, reference, { ...describe(utterance), cut });
  }
  for (const utterance of texts.keys()) if (!told.has(utterance)) listing.missing(at('text') ?? list, utterance);
}

function prefixed(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** `key rest of the line`. */
async function pairsIn(files: CorpusFiles, path: string | undefined): Promise<Map<string, string>> {
  const lines = path === undefined ? [] : await files.lines(path);
  return new Map(
    lines.map(({ text }) => {
      const [, key = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(text) ?? [];
      return [key, rest];
    }),
  );
}

/** The file of an entry of `wav.scp`; null for a command. */
function fileIn(place: string): string | null {
  return place.includes('|') || place === '' || place === '-' ? null : place.replace(/:\d+$/, '');
}
