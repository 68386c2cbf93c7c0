/** What one net makes of a sound. */
export interface NetAnswer {
  readonly trainingId: string;
  /** The best word, also when it is not sure enough. */
  readonly label: string;
  /** 0 to 1, over the windows about the sound's middle. */
  readonly confidence: number;
  /** Whether it counts as said. */
  readonly said: boolean;
  /** Median milliseconds that the net took for one of those windows. */
  readonly windowMs: number;
}

/** Why a sound is no word, whatever the nets say of it. */
export type NoWord = 'too-short' | 'too-long' | 'no-voice';

/** A sound that has ended, judged once. Seconds count from the start of the stream. */
export interface HeardSound {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly noWord: NoWord | null;
  readonly answers: readonly NetAnswer[];
  /** From the end of the sound until the stream held all that the answer needs. */
  readonly waitMs: number;
  /** From then until all nets had answered: nothing is waited for any more. */
  readonly computeMs: number;
}

/** Posteriors of a window. */
export interface HeardWindow {
  /** Its middle. */
  readonly seconds: number;
  /** [nets][classes] */
  readonly posteriors: readonly Float32Array[];
}

/** What one net makes of an utterance. */
export interface NetText {
  readonly trainingId: string;
  readonly text: string;
  /** Milliseconds that the net took for what is new in it, or to decode all of it again. */
  readonly ms: number;
  /** Milliseconds that it took for the utterance so far. */
  readonly totalMs: number;
}

/** An utterance that is told again as it grows, and once more when it is over. Seconds count from the start of the stream. */
export interface HeardUtterance {
  /** Counts up from 0 in a stream. */
  readonly id: number;
  readonly startSeconds: number;
  /** As far as it was heard. */
  readonly endSeconds: number;
  readonly isOver: boolean;
  readonly texts: readonly NetText[];
  /** From the end of it until it was known to be over; 0 before. */
  readonly waitMs: number;
  readonly computeMs: number;
}

/** What is new since the last one. */
export interface LiveUpdate {
  /** Of the stream, heard so far. */
  readonly seconds: number;
  readonly windows: readonly HeardWindow[];
  readonly sounds: readonly HeardSound[];
  /** Of nets that spell sentences. */
  readonly utterances: readonly HeardUtterance[];
  /** Whether a sound is under way. */
  readonly hearing: boolean;
  /** Milliseconds spent in the nets. */
  readonly computeMs: number;
}
