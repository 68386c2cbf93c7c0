import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { CastRole } from '../../state/cast.ts';

/** The middle of an element's upper edge, in pixels of the frame around it. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Spots {
  /** Of the frame; 0 until it is known. */
  readonly width: number;
  /** Null while one of the two is not there. */
  readonly ends: { readonly from: Spot; readonly to: Spot } | null;
}

/** The vessels that the pipe joins. */
const ENDS: readonly CastRole[] = ['teacher', 'distilled'];

/**
 * Where the pipe begins and ends, read when the browser has laid the page out anyway: asked for earlier, it would have
 * to do so in the middle of a drawing.
 */
export function useSpots(frame: RefObject<Element | null>, bodies: RefObject<ReadonlyMap<CastRole, Element>>): Spots {
  const [spots, setSpots] = useState<Spots>({ width: 0, ends: null });
  useEffect(() => {
    const outer = frame.current;
    if (!outer) return;
    const read = () => {
      const around = outer.getBoundingClientRect();
      const [from, to] = ENDS.map((role): Spot | null => {
        const body = bodies.current.get(role)?.getBoundingClientRect();
        return body ? { x: body.left - around.left + body.width / 2, y: body.top - around.top } : null;
      });
      setSpots({ width: outer.clientWidth, ends: from && to ? { from, to } : null });
    };
    const observer = new ResizeObserver(read);
    observer.observe(outer);
    for (const role of ENDS) {
      const body = bodies.current.get(role);
      if (body) observer.observe(body);
    }
    return () => observer.disconnect();
  }, [frame, bodies]);
  return spots;
}
