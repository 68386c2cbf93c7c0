import { memo } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskId, Training } from '../../engine/config/experiment.ts';
import { isErrorScores, judgedRate, rightShare } from '../../engine/metrics/score-kinds.ts';
import type { Scores } from '../../engine/train/events.ts';
import type { ModelCost } from '../../engine/models/model.ts';
import type { CastRole } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { netName } from '../shell/words.ts';

export interface VesselProps {
  readonly role: CastRole;
  readonly training: Training | undefined;
  readonly cost: ModelCost | null;
  readonly labels: number | null;
  /** What labels are of. */
  readonly task: TaskId;
  /** The latest; null before the first check. */
  readonly scores: Scores | null;
  readonly sidePx: number;
  /** Height of the tallest of the three. */
  readonly spacePx: number;
  /** Distance of the dots, each of which stands for the same number of parameters. */
  readonly dotPx: number;
  readonly bodyRef: (role: CastRole, element: HTMLElement | null) => void;
}

const labelWords = { words: 'labels', frames: 'utterances', ctc: 'texts' } as const;

/** Drawn anew only when its own values change, not with every step of the run. */
export const Vessel = memo(function Vessel({
  role,
  training,
  cost,
  labels,
  task,
  scores,
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
          {scores && <span className="vessel-liquid" style={{ scale: `1 ${rightShare(scores)}` }} />}
        </div>
      </div>
      <div className="vessel-caption">
        <span className="vessel-name">{t(`cast.${role}`)}</span>
        {scores && (
          <strong className="vessel-score">
            {isErrorScores(scores)
              ? t('still.errorRate', {
                  rate: t(`metrics.${scores.judged}.short`),
                  value: formats.percent(100 * judgedRate(scores), 1),
                })
              : formats.percent(100 * scores.accuracy, 1)}
          </strong>
        )}
        {training && <span>{netName(training, t)}</span>}
        {cost ? (
          <span>{t('still.parameters', { value: formats.compact(cost.parameters) })}</span>
        ) : (
          <span className="skeleton vessel-skeleton" />
        )}
        {labels !== null && (
          <span>{t(`still.${labelWords[task]}`, { count: labels, value: formats.count(labels) })}</span>
        )}
      </div>
    </div>
  );
});
