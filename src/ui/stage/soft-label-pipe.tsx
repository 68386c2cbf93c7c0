import { useTranslation } from 'react-i18next';
import type { Spot } from './use-spots.ts';

/** The neck of the still: rises from the teacher, slopes over to the distilled student. */
export function SoftLabelPipe({
  from,
  to,
  flowing,
}: {
  readonly from: Spot;
  readonly to: Spot;
  readonly flowing: boolean;
}) {
  const { t } = useTranslation();
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
      <path className="pipe-flow" d={path} />
      <text className="pipe-name" x={(from.x + to.x) / 2} y={top - 6}>
        {t('still.softLabels')}
      </text>
    </svg>
  );
}
