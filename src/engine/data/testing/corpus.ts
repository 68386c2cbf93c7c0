import { CorpusFiles } from '../layouts/corpus-files.ts';
import type { FileReading, FileUtterance, Layout, Recognition } from '../layouts/layout.ts';
import type { LayoutSettings } from '../layouts/choice.ts';

/** Files by their paths: texts with what they hold, the rest empty. */
export type Described = Readonly<Record<string, string>>;

/** A corpus as layouts see it. @param described or paths alone */
export function corpusOf(described: Described | readonly string[]): CorpusFiles {
  const entries: [string, string][] = isPaths(described)
    ? described.map((path) => [path, ''])
    : Object.entries(described);
  return new CorpusFiles(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => {
        const bytes = new TextEncoder().encode(text);
        return { path, size: bytes.length, read: () => Promise.resolve(bytes.slice().buffer) };
      }),
  );
}

export interface ReadCorpus {
  readonly recognition: Recognition;
  readonly files: CorpusFiles;
  /** What is read of the audio, by path. */
  readonly readings: ReadonlyMap<string, FileReading | null>;
  /** What lists say that does not hold, as `reason file`. */
  readonly troubles: readonly string[];
}

/** Everything that a layout reads of a corpus. */
export async function readCorpus(
  layout: Layout,
  described: Described | readonly string[],
  settings: LayoutSettings = {},
): Promise<ReadCorpus> {
  const files = corpusOf(described);
  const recognition = await layout.recognise(files, settings);
  const readings = new Map<string, FileReading | null>();
  for (const path of files.audio) readings.set(path, await recognition.read(path));
  const troubles = [...(recognition.troubles?.() ?? []), ...files.troubles].map(
    ({ reason, file }) => `${reason} ${file}`,
  );
  return { recognition, files, readings, troubles };
}

/** The utterances of a reading; null for what holds none. */
export function utterancesIn(reading: FileReading | null | undefined): readonly FileUtterance[] | null {
  return reading && 'utterances' in reading ? reading.utterances : null;
}

function isPaths(described: Described | readonly string[]): described is readonly string[] {
  return Array.isArray(described);
}
