import { memo } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Training } from '../../engine/config/experiment.ts';
import type { ModelCost } from '../../engine/models/model.ts';
import type { CastRole } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { netName } from '../shell/words.ts';

export interface VesselProps {
  readonly role: CastRole;
  readonly training: Training | undefined;
  readonly cost: ModelCost | null;
  readonly labels: number | null;
  /** 0 to 1, the latest; undefined before the first check. */
  readonly accuracy: number | undefined;
  readonly sidePx: number;
  /** Height of the tallest of the three. */
  readonly spacePx: number;
  /** Distance of the dots, each of which stands for the same number of parameters. */
  readonly dotPx: number;
  readonly bodyRef: (role: CastRole, element: HTMLElement | null) => void;
}

/** Drawn anew only when its own values change, not with every step of the run. */
export const Vessel = memo(function Vessel({
  role,
  training,
  cost,
  labels,
  accuracy,
  sidePx,
  spacePx,
  dotPx,
  bodyRef,
}: VesselProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className={`vessel ${role}`}>
      <div className="vessel-space" style={{ height: spacePx }}>
        <div
          ref={(element) => bodyRef(role, element)}
          className="vessel-body"
          style={{ width: sidePx, height: sidePx, '--dot': `${dotPx}px` } as CSSProperties}
        >
          {accuracy !== undefined && <span className="vessel-liquid" style={{ scale: `1 ${accuracy}` }} />}
        </div>
      </div>
      <div className="vessel-caption">
        <span className="vessel-name">{t(`cast.${role}`)}</span>
        {accuracy !== undefined && <strong className="vessel-score">{formats.percent(100 * accuracy, 1)}</strong>}
        {training && <span>{netName(training, t)}</span>}
        {cost ? (
          <span>{t('still.parameters', { value: formats.compact(cost.parameters) })}</span>
        ) : (
          <span className="skeleton vessel-skeleton" />
        )}
        {labels !== null && <span>{t('still.labels', { count: labels, value: formats.count(labels) })}</span>}
      </div>
    </div>
  );
});
