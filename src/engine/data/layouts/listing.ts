import type { CorpusFiles } from './corpus-files.ts';
import type { FileReading, FileUtterance } from './layout.ts';
import { createListReport } from './list-report.ts';
import { foldersOf } from './paths.ts';

/** What lists say of recordings, gathered by recording. */
export function createListing(files: CorpusFiles) {
  const byPath = new Map<string, FileUtterance[]>();
  const report = createListReport();
  return {
    /** @param reference to the recording, as the list writes it */
    add(list: string, reference: string, utterance: FileUtterance): void {
      const path = files.index.find(reference, foldersOf(list));
      if (path === null) return report.missing(list, reference);
      const others = byPath.get(path);
      if (others) others.push(utterance);
      else byPath.set(path, [utterance]);
    },
    missing: report.missing,
    troubles: report.troubles,
    /** Of the recordings. */
    get files(): number {
      return byPath.size;
    },
    get utterances(): FileUtterance[] {
      return [...byPath.values()].flat();
    },
    /** Of the audio that is there, 0 to 1. */
    get coverage(): number {
      return files.audio.length === 0 ? 0 : byPath.size / files.audio.length;
    },
    read(path: string): FileReading | null {
      const utterances = byPath.get(path);
      return utterances ? { utterances } : null;
    },
  };
}

type Filled<T> = { readonly [K in keyof T]?: NonNullable<T[K]> } & Pick<FileUtterance, 'isEmpty'>;

/** Without the keys whose text is empty; of a transcript that nothing stands for it is told. */
export function filled<T extends Readonly<Record<string, unknown>>>(record: T): Filled<T> {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined && value !== '');
  return {
    ...Object.fromEntries(entries),
    ...(record['transcript'] === '' && !record['label'] && { isEmpty: true }),
  } as Filled<T>;
}
