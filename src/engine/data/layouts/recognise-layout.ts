import { layouts } from './catalog.ts';
import type { LayoutChoice } from './choice.ts';
import type { CorpusFiles } from './corpus-files.ts';
import type { Layout, Recognition } from './layout.ts';
import { holdsTranscripts } from './transcripts.ts';

export interface RecognisedLayout {
  readonly layout: Layout;
  readonly recognition: Recognition;
}

/** Layouts that read labels from paths alone: in a corpus of sentences these tell speakers and chapters, no classes. */
const BY_PATHS: readonly string[] = ['folder-per-class', 'file-name', 'speech-commands'];

/**
 * The layout that a person chose, else the one that explains the files best; null where none explains anything.
 * @throws StudioError `experiment/invalid` when there is no layout of the chosen id
 */
export async function recogniseLayout(files: CorpusFiles, choice: LayoutChoice = {}): Promise<RecognisedLayout | null> {
  if (choice.id !== undefined) {
    const layout = layouts.get(choice.id);
    return { layout, recognition: await layout.recognise(files, choice) };
  }
  const sentences = holdsTranscripts(files.paths);
  let best: RecognisedLayout | null = null;
  for (const layout of layouts.all) {
    if (sentences && BY_PATHS.includes(layout.id)) continue;
    const recognition = await layout.recognise(files, {});
    if (recognition.score > (best?.recognition.score ?? 0)) best = { layout, recognition };
  }
  return best;
}
