import { layouts } from './catalog.ts';
import type { Layout, Recognition } from './layout.ts';
import { isAudioPath } from './paths.ts';
import { holdsTranscripts } from './transcripts.ts';

export interface RecognisedLayout {
  readonly layout: Layout;
  readonly recognition: Recognition;
}

/**
 * The layout that explains the files best; null where none tells classes, as in a corpus of sentences.
 * @param paths of all files, also those that are not audio
 */
export function recogniseLayout(paths: readonly string[]): RecognisedLayout | null {
  if (holdsTranscripts(paths)) return null;
  const audio = paths.filter(isAudioPath);
  const candidates = layouts.all.map((layout) => ({ layout, recognition: layout.recognise(audio) }));
  const best = candidates.reduce((a, b) => (b.recognition.score > a.recognition.score ? b : a));
  return best.recognition.score > 0 ? best : null;
}
