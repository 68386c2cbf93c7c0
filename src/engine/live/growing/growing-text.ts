/** An utterance from its beginning, as far as it is there. */
export interface UtteranceFrames {
  readonly count: number;
  /** Frames `from` to before `to`, [to - from, F], not normalised; the caller's own. */
  read(from: number, to: number): Float32Array;
}

/** What one net makes of one utterance while it goes on. */
export interface GrowingText {
  /** Whether it hears each frame but once, and not all of them again each time. */
  readonly streams: boolean;
  /** Not to be called again before it has answered. @returns classes of what is heard by now, decoded greedily */
  hear(utterance: UtteranceFrames, isOver: boolean): Promise<readonly number[]>;
  dispose(): void;
}

export interface TextSettings {
  /** The last of them is the blank. */
  readonly classes: number;
  readonly bins: number;
  /** Features are normalised utterance by utterance. */
  readonly byUtterance: boolean;
}
