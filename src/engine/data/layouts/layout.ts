import type { ErrorCode, ErrorParams } from '../../core/errors.ts';
import type { Segment, SkippedFile, Split } from '../dataset.ts';
import type { ColumnMapping, LayoutSettings } from './choice.ts';
import type { CorpusFiles } from './corpus-files.ts';

/** What a layout tells of one utterance. */
export interface FileUtterance {
  readonly label?: string;
  readonly speaker?: string;
  /** By the corpus's own lists or folders. */
  readonly split?: Split;
  readonly transcript?: string;
  /** There is a text, and nothing in it. */
  readonly isEmpty?: boolean;
  readonly phones?: readonly Segment[];
  readonly words?: readonly Segment[];
  /** The stretch of the file that it is, in seconds; without one, the whole. An end of Infinity: up to the file's. */
  readonly cut?: { readonly startSeconds: number; readonly endSeconds: number };
}

/** What a file holds: utterances, background noise that belongs to no class, or nothing to be used, for a reason. */
export type FileReading =
  | { readonly utterances: readonly FileUtterance[] }
  | { readonly noise: true }
  | { readonly leftOut: ErrorCode; readonly params?: ErrorParams };

/** How well a layout explains a set of files, and what it then reads of each. */
export interface Recognition {
  /** 0: not this layout; 1: without doubt. */
  readonly score: number;
  /** Filled into the layout's `evidence` sentence. */
  readonly evidence: ErrorParams;
  /** Null: the layout tells nothing of this file. */
  read(path: string): FileReading | null | Promise<FileReading | null>;
  /** Whether a file is one that this layout reads or knows, as a list: not to be named among what was left out. */
  isOwnText?(path: string): boolean;
  /** What is wrong with the lists; known when every file has been read. */
  troubles?(): readonly SkippedFile[];
  /** As it reads names, where a person may write another. */
  readonly template?: string;
  /** Of a table whose columns a person may map. */
  readonly columns?: { readonly names: readonly string[]; readonly mapping: ColumnMapping };
}

/** A way to lay recordings out in files: one folder of code and a line in the catalog. */
export interface Layout {
  readonly id: string;
  /** What of it a person may set by hand. */
  readonly settable?: 'template' | 'columns';
  /** @param settings by hand; without them it finds its own */
  recognise(files: CorpusFiles, settings: LayoutSettings): Promise<Recognition>;
}

export const notRecognised: Recognition = { score: 0, evidence: {}, read: () => null };

/** The reading of a file that is one utterance. */
export function wholeFile(utterance: FileUtterance): FileReading {
  return { utterances: [utterance] };
}
