import type { ErrorParams } from '../../core/errors.ts';

/** What a path tells of its clip. */
export interface PathLabel {
  readonly label: string;
  readonly speaker?: string;
}

/** How well a layout explains a set of paths, and what it then reads from each. */
export interface Recognition {
  /** 0: not this layout; 1: without doubt. */
  readonly score: number;
  /** Filled into the layout's `evidence` sentence. */
  readonly evidence: ErrorParams;
  /** Null: the path tells no label. Also answers for paths that were not among the recognised ones. */
  read(path: string): PathLabel | null;
}

/** A way to lay labelled recordings out in files: one folder of code and a line in the catalog. */
export interface Layout {
  readonly id: string;
  /** @param paths of the audio files, `/` between folders */
  recognise(paths: readonly string[]): Recognition;
}

export const notRecognised: Recognition = { score: 0, evidence: {}, read: () => null };
