/** Samples of one file as they were recorded: neither resampled nor mixed. */
export interface DecodedAudio {
  readonly sampleRateHz: number;
  /** One array per channel, all of the same length; full scale is -1 to 1 (float and lossy files may exceed it). */
  readonly channels: readonly Float32Array[];
}

/** What a file says of itself. */
export interface AudioSummary {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** null where the file does not say, as that of a stream. */
  readonly seconds: number | null;
}

/** One kind of file that is read. */
export interface AudioFormat {
  readonly id: string;
  /** By content alone: the name of a file says little about what is in it. */
  matches(bytes: Uint8Array): boolean;
  /**
   * Reads headers and walks the container; decodes nothing.
   * @throws StudioError `file/corrupt`, `file/truncated`, `file/unknown-format` (a coding that is not read)
   */
  inspect(bytes: Uint8Array): AudioSummary;
  /** @throws StudioError `file/corrupt`, `file/truncated`, `file/unknown-format`, `file/too-long` */
  decode(bytes: Uint8Array): Promise<DecodedAudio>;
}
