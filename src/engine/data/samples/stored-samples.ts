/** Samples of a dataset in a file of this device. Plain data: crosses threads, and no sample with it. */
export interface StoredSamples {
  /** Of the file among those of this kind. */
  readonly name: string;
  readonly bytes: number;
  /** What the threads of this platform open: a `File` of the origin's own file system in a browser. */
  readonly file: unknown;
}

/** Reads while the thread waits. @returns fewer bytes than asked for only at the end of the file */
export type ReadNow = (from: number, to: number) => Uint8Array<ArrayBuffer>;

/** A file of samples that is being written. */
export interface SampleFile {
  /** Appends. @throws StudioError `file/no-room` when the disk is full */
  write(bytes: Uint8Array): Promise<void>;
  /** What was written; it stays until it is removed by name. */
  finish(): Promise<StoredSamples>;
  /** Gives the room back; also halfway, and twice. */
  discard(): Promise<void>;
}

/** The files of samples of this device. */
export interface SampleFiles {
  /**
   * @param bytes that it will hold, as far as can be told
   * @returns null where this platform has no such files
   * @throws StudioError `file/no-room` when there is less room than that
   */
  create(bytes: number): Promise<SampleFile | null>;
  open(stored: StoredSamples): ReadNow;
}
