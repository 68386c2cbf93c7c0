/**
 * Work that may be put off, one piece a frame: several charts that have something new to draw do not draw it in one
 * long task. A piece that is asked for again before its turn is done once.
 */
export interface Turns {
  ask(piece: () => void): void;
  /** The piece is no longer wanted. */
  drop(piece: () => void): void;
}

/** @param nextFrame as `requestAnimationFrame` */
export function createTurns(nextFrame: (then: () => void) => unknown): Turns {
  const waiting = new Set<() => void>();
  let asked = false;
  const takeOne = (): void => {
    asked = false;
    const [piece] = waiting;
    if (!piece) return;
    waiting.delete(piece);
    piece();
    askFrame();
  };
  const askFrame = (): void => {
    if (asked || waiting.size === 0) return;
    asked = true;
    nextFrame(takeOne);
  };
  return {
    ask(piece) {
      waiting.add(piece);
      askFrame();
    },
    drop: (piece) => void waiting.delete(piece),
  };
}

/** Calls back later, never at once; answers what ends the waiting. */
export type Wait = (then: () => void) => () => void;

/** Waits for whichever of two comes first, and no longer for the other. */
export function firstOf(one: Wait, other: Wait) {
  return (then: () => void): void => {
    const endOne = one(() => {
      endOther();
      then();
    });
    const endOther = other(() => {
      endOne();
      then();
    });
  };
}
