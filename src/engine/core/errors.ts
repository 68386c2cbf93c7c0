/**
 * Every failure that a person may meet has a code; the sentence is made by the view in the reader's language.
 * Plug-ins and layers above add no codes of their own kind: extend this union, then both locale files.
 */
export const errorCodes = [
  // experiment and link
  'experiment/invalid',
  'experiment/newer-version',
  'experiment/unknown-preset',
  // data
  'data/too-few-classes',
  'data/too-few-clips',
  'data/no-clips',
  'data/none-usable',
  'data/uncut',
  'data/sentences-only',
  'data/no-transcripts',
  'data/empty-transcripts',
  'data/no-phones',
  'data/too-few-sentences',
  'data/missing-own-audio',
  'data/missing-unlabelled',
  'data/nothing-unlabelled',
  'data/unlabelled-unheard',
  'data/files-gone',
  'data/pack-unavailable',
  'data/worker-died',
  'data/no-recorded-noise',
  'data/features-too-large',
  'data/no-memory-for-kernels',
  // one file (reason of a skipped file)
  'file/unknown-format',
  'file/unknown-codec',
  'file/shorten',
  'file/no-decoder',
  'file/corrupt',
  'file/truncated',
  'file/not-finite',
  'file/too-large',
  'file/empty',
  'file/silent',
  'file/too-short',
  'file/too-long',
  'file/rate-out-of-range',
  'file/too-many-channels',
  'file/no-label',
  'file/no-transcript',
  'file/transcript-too-long',
  'file/no-phones',
  'file/no-text',
  'file/too-many-symbols',
  'file/not-listed',
  'file/dialect-sentence',
  'file/labels-past-end',
  'file/broken-name',
  'file/label-too-long',
  'file/duplicate',
  'file/held-out-speaker',
  'file/unreadable',
  // a list or a text of a corpus (reason of a skipped file)
  'file/audio-missing',
  'file/not-text',
  'file/line-too-long',
  'file/bad-line',
  'file/bad-times',
  'file/bad-phone-times',
  'file/unclosed-quote',
  'file/point-labels',
  'file/command',
  // an archive, or what is in one
  'file/unsafe-path',
  'file/same-path',
  'file/link',
  'file/device',
  'file/nested-archive',
  'file/encrypted',
  'file/wrong-checksum',
  'file/broken-archive',
  'file/unknown-packing',
  'file/bomb',
  'file/too-many-entries',
  'file/no-room',
  'file/no-temp-folder',
  // training
  'train/not-finite',
  'train/out-of-memory',
  'train/worker-died',
  'train/device-lost',
  'train/gpu-error',
  'train/went-on-cpu',
  'train/went-on-cpu-after-error',
  'train/checkpoint-mismatch',
  'train/stopped',
  // backend
  'backend/unknown',
  'backend/unavailable',
  'backend/failed-self-test',
  'backend/none-works',
  // microphone
  'microphone/denied',
  'microphone/missing',
  'microphone/lost',
  'microphone/unsupported',
  // listening
  'live/nothing-heard',
  'live/recorded-unavailable',
  'live/worker-died',
  // storage
  'storage/full',
  'storage/no-room',
  'storage/unavailable',
  'storage/features-not-kept',
  'storage/run-gone',
  'storage/takes-not-kept',
  // the page itself, without a server
  'offline/no-room',
  'offline/not-fetched',
  'offline/unsupported',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
export type ErrorParams = Readonly<Record<string, string | number>>;

/** Plain form of a {@link StudioError}: crosses threads, lands in JSON. */
export interface ErrorReport {
  code: ErrorCode;
  params: ErrorParams;
}

/** An error with a code and parameters instead of a sentence. `detail` is for developers, never shown untranslated as the message. */
export class StudioError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    detail?: string,
  ) {
    super(detail ?? `${code} ${JSON.stringify(params)}`);
    this.name = 'StudioError';
  }

  /** Wraps anything thrown; a StudioError keeps its code, the rest becomes `internal` with its message. */
  static from(thrown: unknown, fallback: ErrorCode = 'internal'): StudioError {
    if (thrown instanceof StudioError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new StudioError(fallback, { detail: message }, message);
  }

  toReport(): ErrorReport {
    return { code: this.code, params: this.params };
  }
}
