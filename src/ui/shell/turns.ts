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

/** Waits for whichever of two comes first; what comes second is not heard. */
export function firstOf(one: (then: () => void) => unknown, other: (then: () => void) => unknown) {
  return (then: () => void): void => {
    let heard = false;
    const hear = () => {
      if (!heard) then();
      heard = true;
    };
    one(hear);
    other(hear);
  };
}
