import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { RunView } from '../../state/run-view.ts';
import { drawTurns } from './draw-turns.ts';
import { useRun, useStudio } from './studio-context.tsx';
import { useOnScreen } from './use-on-screen.ts';

/** Both students are judged at nearly the same time: their new points are drawn together. */
const REST_MS = 500;

/**
 * The run for what is costly to draw: one drawing a frame, and while it is under way only what is in sight. Out of
 * sight it stays as it was; back in sight, and when the run pauses or ends, it is what is true then.
 * @param differs whether there is something new to draw
 */
export function useDrawnRun(
  element: RefObject<Element | null>,
  differs: (drawn: RunView, now: RunView) => boolean,
): RunView {
  const studio = useStudio();
  const onScreen = useOnScreen(element);
  const standing = useRun(({ view }) => view.status !== 'running' && view.status !== 'preparing');
  const followed = onScreen || standing;
  const [drawn, setDrawn] = useState(() => studio.run.getState().view);
  useEffect(() => {
    if (!followed) return;
    let latest = drawn;
    let rest: ReturnType<typeof setTimeout> | null = null;
    const draw = () => {
      latest = studio.run.getState().view;
      setDrawn(latest);
      if (rest !== null) clearTimeout(rest);
      rest = setTimeout(() => {
        rest = null;
        check();
      }, REST_MS);
    };
    const check = () => {
      if (rest === null && differs(latest, studio.run.getState().view)) drawTurns.ask(draw);
    };
    check();
    const stop = studio.run.subscribe(check);
    return () => {
      stop();
      drawTurns.drop(draw);
      if (rest !== null) clearTimeout(rest);
    };
  }, [studio, followed, differs]);
  return drawn;
}
