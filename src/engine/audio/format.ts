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

/** A file whose headers were read. */
export interface AudioFile extends AudioSummary {
  /**
   * @param maxFrames samples a channel beyond which a decoder stops, whatever the headers say
   * @throws StudioError `file/corrupt`, `file/truncated`, `file/too-long`, `file/no-decoder`
   */
  decode(maxFrames: number): Promise<DecodedAudio>;
}

/** One kind of file that is read. */
export interface AudioFormat {
  readonly id: string;
  /** Ours gives the same samples in page, worker and Node; the browser's, for what ours lacks, does not promise to. */
  readonly decoder: 'ours' | 'browser';
  /** By content alone: the name of a file says little about what is in it. */
  matches(bytes: Uint8Array): boolean;
  /**
   * Reads headers and walks the container; decodes nothing, and takes no memory by what headers claim.
   * @throws StudioError `file/corrupt`, `file/truncated`, `file/unknown-codec`, `file/shorten`
   */
  open(bytes: Uint8Array): AudioFile;
}
