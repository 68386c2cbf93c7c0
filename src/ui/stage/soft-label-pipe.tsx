import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Spot } from './use-spots.ts';

/** A third of the way from one bead to the next, px: so far they move when the training is seen to have gone on. */
const BEAT_PX = 4;

/** The neck of the still: rises from the teacher, slopes over to the distilled student. */
export function SoftLabelPipe({
  from,
  to,
  flowing,
  step,
}: {
  readonly from: Spot;
  readonly to: Spot;
  readonly flowing: boolean;
  /** Of the student that the soft labels flow to. */
  readonly step: number;
}) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState({ step, beats: 0 });
  if (seen.step !== step) setSeen({ step, beats: seen.beats + 1 });
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
      <path className="pipe-flow" d={path} strokeDashoffset={-BEAT_PX * seen.beats} />
      <text className="pipe-name" x={(from.x + to.x) / 2} y={top - 6}>
        {t('still.softLabels')}
      </text>
    </svg>
  );
}
