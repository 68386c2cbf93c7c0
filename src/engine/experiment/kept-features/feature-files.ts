import type { Spool } from '../../data/archives/byte-source.ts';

/** A file of features that was kept. */
export interface FeatureFile {
  readonly bytes: number;
  /**
   * Reads from a place on, straight to where it is wanted.
   * @param out shared memory or not
   * @returns how many bytes came: fewer than there is room for only at the end of the file
   */
  read(at: number, out: Uint8Array): number | Promise<number>;
  /** Nothing more is read. */
  close(): void;
  /** Closes and removes it, unless somebody writes it just now. */
  remove(): Promise<void>;
}

/** Where features are kept on this device, within bounds: what was not used for longest makes room. */
export interface FeatureFiles {
  /** All that is kept of settings, whichever dataset it was made for; none where nothing can be kept. */
  find(settings: string): Promise<readonly FeatureFile[]>;
  /**
   * @param owner fingerprint of the dataset that it goes with
   * @returns null where nothing can be kept
   * @throws StudioError `storage/features-not-kept` when there is no room
   */
  create(owner: string, settings: string, bytes: number): Promise<Spool | null>;
}

/** Nothing is kept. */
export const noFeatureFiles: FeatureFiles = {
  find: () => Promise.resolve([]),
  create: () => Promise.resolve(null),
};
