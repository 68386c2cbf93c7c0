import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMedia } from '../shell/use-media.ts';
import type { Spot } from './use-spots.ts';

/** From one bead to the next. */
const BEAD_PX = 12;
/** A bead moves by a pixel: as an animation it would ask for every frame that can be had, of which trainings need the cores. */
const BEAT_MS = 75;

/** The neck of the still: rises from the teacher, slopes over to the distilled student. */
export const SoftLabelPipe = memo(function SoftLabelPipe({
  from,
  to,
  flowing,
}: {
  readonly from: Spot;
  readonly to: Spot;
  readonly flowing: boolean;
}) {
  const { t } = useTranslation();
  const flow = useRef<SVGPathElement>(null);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    if (!flowing || still) return;
    let beats = 0;
    const timer = setInterval(() => {
      beats = (beats + 1) % BEAD_PX;
      flow.current?.style.setProperty('stroke-dashoffset', `${-beats}px`);
    }, BEAT_MS);
    return () => clearInterval(timer);
  }, [flowing, still]);
  const top = Math.min(from.y, to.y) - 34;
  const slope = 12;
  const path = [
    `M${from.x} ${from.y}`,
    `C${from.x} ${top + 6} ${from.x + 6} ${top} ${from.x + 34} ${top + 1}`,
    `L${to.x - 34} ${top + slope}`,
    `C${to.x - 6} ${top + slope + 1} ${to.x} ${top + slope + 8} ${to.x} ${top + slope + 34}`,
    `V${to.y}`,
  ].join('');
  return (
    <svg className={`pipe${flowing ? ' flowing' : ''}`} aria-hidden="true">
      <path className="pipe-wall" d={path} />
      <path className="pipe-flow" d={path} ref={flow} />
      <text className="pipe-name" x={(from.x + to.x) / 2} y={top - 6}>
        {t('still.softLabels')}
      </text>
    </svg>
  );
});
