import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { RightOfWayService } from '../../state/services.ts';
import { nextTurn } from '../../engine/core/turn.ts';
import { createTurns, firstOf } from './turns.ts';
import type { Wait } from './turns.ts';

/** Without a frame for so long (both cores busy, or nobody looks), the next piece has its turn all the same. */
const LONGEST_WAIT_MS = 100;

/** A drawing in slices begins anew when something else changes the page. When it is not done by then, it is drawn at once. */
const LONGEST_DRAWING_MS = 1000;

const nextFrame = firstOf((then) => {
  const frame = requestAnimationFrame(then);
  return () => cancelAnimationFrame(frame);
}, after(LONGEST_WAIT_MS));

let last: Promise<void> = Promise.resolve();

/**
 * The page's queue for whatever is costly to draw. A piece has its turn after a frame, so that what the browser does for
 * the frame (style, layout, paint) is not added to it, and when the piece before it is done. React renders it in slices,
 * changes the page, runs the effects, each in a task of its own; style and layout have one as well, before the frame
 * that paints. It may be asked to draw twice.
 */
export const drawTurns = createTurns((then) => {
  last = last.then(() => drawNext(then));
});

async function drawNext(piece: () => void): Promise<void> {
  await new Promise<void>((resolve) => nextFrame(resolve));
  await nextTurn();
  beginToDraw();
  try {
    await committed(piece);
    await nextTurn();
    // Asked for a size, the browser lays out what has changed.
    void document.documentElement.offsetHeight;
  } finally {
    isDrawing = false;
    rightOfWay?.cede();
  }
}

/**
 * The trainings let pass what a piece does, for as long as a claim holds, and the frame after it, in which it is painted;
 * not the wait for that frame.
 */
let rightOfWay: RightOfWayService | null = null;
let isDrawing = false;
let framesAhead = false;

function beginToDraw(): void {
  isDrawing = true;
  if (!rightOfWay || document.hidden) return;
  rightOfWay.claim();
  if (!framesAhead) requestAnimationFrame(passFrame);
  framesAhead = true;
}

/** Asked for before the piece is drawn: so it comes first in the frame, before whatever the piece asks for. */
function passFrame(): void {
  framesAhead = isDrawing;
  if (framesAhead) {
    requestAnimationFrame(passFrame);
    return;
  }
  rightOfWay?.claim();
  void nextTurn().then(() => {
    if (!isDrawing) rightOfWay?.cede();
  });
}

/** Takes part in every drawing, and hears with the rest of the page that it is there. */
let takePart: ((heard: () => void) => void) | null = null;

/** Has the piece drawn and waits until that is seen in the page's elements. */
function committed(piece: () => void): Promise<void> {
  return new Promise((resolve) => {
    const draw = (): void => {
      try {
        piece();
      } finally {
        if (takePart) takePart(heard);
        else heard();
      }
    };
    const hurry = setTimeout(() => flushSync(draw), LONGEST_DRAWING_MS);
    const heard = (): void => {
      clearTimeout(hurry);
      resolve();
    };
    startTransition(draw);
  });
}

function after(waitMs: number): Wait {
  return (then) => {
    const timer = setTimeout(then, waitMs);
    return () => clearTimeout(timer);
  };
}

/**
 * Shows nothing; once on the page, it lets the {@link drawTurns} know when a drawing is done.
 * @param props.rightOfWay that they claim
 */
export function DrawTurns(props: { readonly rightOfWay: RightOfWayService | null }): null {
  const [drawing, setDrawing] = useState<{ readonly heard: () => void } | null>(null);
  useLayoutEffect(() => {
    takePart = (heard) => setDrawing({ heard });
    rightOfWay = props.rightOfWay;
    return () => {
      takePart = null;
      rightOfWay?.cede();
      rightOfWay = null;
    };
  }, [props.rightOfWay]);
  useLayoutEffect(() => drawing?.heard(), [drawing]);
  return null;
}

/**
 * The value as it was when this component last had its turn; null before its first. For what is costly to mount, or to
 * draw anew when the value changes: many such things that appear or change together do so one a frame.
 * @param value the same one from drawing to drawing, unless it has changed
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
    // It keeps its place in the queue when the value changes again.
    const take = () => setTaken({ value: latest.current });
    drawTurns.ask(take);
    return () => drawTurns.drop(take);
    // Drawn in slices: by the time that what was taken is there, the value may have changed once more.
  }, [isNew, taken]);
  return taken && taken.value;
}
