import type { CorpusFiles } from '../corpus-files.ts';
import { notRecognised, type FileReading, type Layout } from '../layout.ts';
import { createListing, filled } from '../listing.ts';
import { extensionOf, foldersOf, nameOf } from '../paths.ts';
import { splitNamed } from '../split-name.ts';

const CONFIDENCE = 0.98;
/** `<s> YES </s> (an251-fash-b)`: words, perhaps between marks of beginning and end, and the id. */
const LINE = /^\s*(.*?)\s*\(([^()\s]+)\)\s*$/;
const MARK = /<\/?s>|<sil>|\+\+\w+\+\+/gi;
/** What Sphinx keeps beside: dictionaries, phone lists, language models. */
const ABOUT = /\.(dic|phone|filler|lm(\.dmp|\.bin)?|ug\.lm|cfg|ccode|vocab|mdef)$/i;

/**
 * AN4 and other corpora in the layout of CMU Sphinx: `etc/*.fileids` lists recordings without extensions, line by line
 * with `etc/*.transcription`. The folder of a recording is its speaker; a list's name tells its split (`an4_train`).
 */
export const sphinx: Layout = {
  id: 'sphinx',
  async recognise(files) {
    const lists = files.paths.filter((path) => extensionOf(path) === 'fileids');
    const texts = files.paths.filter((path) => extensionOf(path) === 'transcription');
    if (lists.length === 0 || files.audio.length === 0) return notRecognised;
    const listing = createListing(files);
    const transcripts = await transcriptsIn(files, texts);
    const listed = new Set<string>();
    for (const list of lists) {
      const split = splitNamed(nameOf(list));
      for (const { text } of await files.lines(list)) {
        const id = text.trim();
        const transcript = transcripts.get(nameOf(id)) ?? transcripts.get(id);
        listed.add(nameOf(id)).add(id);
        listing.add(list, id, filled({ speaker: foldersOf(id).at(-1), split, transcript }));
      }
    }
    const read = (path: string): FileReading | null => {
      const reading = listing.read(path);
      if (!reading || !('utterances' in reading)) return { leftOut: 'file/not-listed' };
      // Where there are transcripts at all, a sentence without one teaches nothing.
      const hasWords = texts.length === 0 || reading.utterances.some(({ transcript }) => transcript !== undefined);
      return hasWords ? reading : { leftOut: 'file/no-transcript' };
    };
    for (const [id, list] of transcripts.lists) if (!listed.has(id)) listing.missing(list, id);
    return {
      score: listing.files > 0 ? CONFIDENCE : 0,
      evidence: { files: listing.files, transcripts: transcripts.lists.size },
      read,
      isOwnText: (path) => lists.includes(path) || texts.includes(path) || ABOUT.test(path),
      troubles: listing.troubles,
    };
  },
};

async function transcriptsIn(files: CorpusFiles, texts: readonly string[]) {
  const byId = new Map<string, string>();
  const lists = new Map<string, string>();
  for (const path of texts)
    for (const { text } of await files.lines(path)) {
      const [, words = '', id] = LINE.exec(text) ?? [];
      if (id === undefined) continue;
      byId.set(id, words.replace(MARK, ' ').replace(/\s+/g, ' ').trim());
      lists.set(id, path);
    }
  return { get: (id: string) => byId.get(id) || undefined, lists };
}
