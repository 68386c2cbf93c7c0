import { useTranslation } from 'react-i18next';
import { useRecording } from '../shell/studio-context.tsx';

/** Decibels below full scale that the meter spans. */
const SPAN_DB = 60;

/** The level as it comes, and in words what is wrong with it. */
export function LevelMeter() {
  const { t } = useTranslation();
  const peak = useRecording(({ level }) => level.peak);
  const trouble = useRecording((state) => state.trouble);
  const live = useRecording(({ microphone }) => microphone === 'open');
  const decibels = 20 * Math.log10(Math.max(peak, 1e-4));
  const share = live ? Math.max(0, 1 + decibels / SPAN_DB) : 0;
  return (
    <div className="level-row">
      <div
        className={`level${trouble === 'clipped' ? ' clipped' : ''}`}
        role="meter"
        aria-label={t('recording.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * share)}
      >
        <span style={{ width: `${100 * share}%` }} />
      </div>
      <p className={`level-word${trouble ? ` ${trouble}` : ''}`} role="status">
        {trouble === null ? '' : t(`recording.trouble.${trouble}`)}
      </p>
    </div>
  );
}
