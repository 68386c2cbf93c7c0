import { isAudioPath } from './paths.ts';

const CORPUS_FILE = /(\.trans\.txt|\.phn|\.wrd|\.fileids|\.transcription)$/i;
const SIDECAR = /\.(txt|lab|textgrid)$/i;

/**
 * Whether the files are a corpus of sentences or phones: transcripts lie beside the recordings. Its folders and names
 * tell speakers and chapters, never a class.
 */
export function holdsTranscripts(paths: readonly string[]): boolean {
  if (paths.some((path) => CORPUS_FILE.test(path))) return true;
  const bare = (path: string) => path.replace(/\.[^./]*$/, '').toLowerCase();
  const sidecars = new Set(paths.filter((path) => SIDECAR.test(path)).map(bare));
  const audio = paths.filter(isAudioPath);
  const accompanied = audio.filter((path) => sidecars.has(bare(path)));
  return audio.length > 0 && 2 * accompanied.length >= audio.length;
}
