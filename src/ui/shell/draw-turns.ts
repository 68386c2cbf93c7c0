import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { nextTurn } from '../../engine/core/turn.ts';
import { createTurns, firstOf } from './turns.ts';

/** Without a frame for so long (both cores busy, or nobody looks), the next piece has its turn all the same. */
const LONGEST_WAIT_MS = 100;

const nextFrame = firstOf(
  (then) => {
    const frame = requestAnimationFrame(then);
    return () => cancelAnimationFrame(frame);
  },
  (then) => {
    const timer = setTimeout(then, LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  },
);

/**
 * The page's queue for whatever is costly to draw. A piece has its turn in a task of its own, after a frame: what the
 * browser does for the frame (style, layout, paint) is not added to it. It is drawn there and then: put off by React, it
 * could meet the next one's. Style and layout have a task of their own as well, before the frame that paints.
 */
export const drawTurns = createTurns((then) => nextFrame(() => void drawAfter(then)));

async function drawAfter(then: () => void): Promise<void> {
  await nextTurn();
  flushSync(then);
  await nextTurn();
  // Asked for a size, the browser lays out what has changed.
  void document.documentElement.offsetHeight;
}

/**
 * The value as it was when this component last had its turn; null before its first. For what is costly to mount, or to
 * draw anew when the value changes: many such things that appear or change together do so one a frame.
 */
export function useInTurn<T>(value: T): T | null {
  const [taken, setTaken] = useState<{ readonly value: T } | null>(null);
  const latest = useRef(value);
  // Before the turn can come: an effect of a drawing that waits may run after it, and what the turn took stay for good.
  useLayoutEffect(() => {
    latest.current = value;
  }, [value]);
  const isNew = taken === null || !Object.is(taken.value, value);
  useEffect(() => {
    if (!isNew) return;
    // It keeps its place in the queue when the value changes again. No transition: React would gather several of them
    // into one drawing.
    const take = () => setTaken({ value: latest.current });
    drawTurns.ask(take);
    return () => drawTurns.drop(take);
  }, [isNew]);
  return taken && taken.value;
}

/**
 * For one thing that is costly to mount: how many of its parts may be there by now, one more with each turn.
 * @param parts how many there are in all
 */
export function usePartsInTurn(parts: number): number {
  const [there, setThere] = useState(0);
  useEffect(() => {
    if (there >= parts) return;
    const add = () => setThere(there + 1);
    drawTurns.ask(add);
    return () => drawTurns.drop(add);
  }, [there, parts]);
  return there;
}
