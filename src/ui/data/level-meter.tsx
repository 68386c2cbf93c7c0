import { useTranslation } from 'react-i18next';
import type { InputLevel } from '../../state/services.ts';

/** Decibels below full scale that the meter spans. */
const SPAN_DB = 60;

export function LevelMeter({ level, live }: { readonly level: InputLevel; readonly live: boolean }) {
  const { t } = useTranslation();
  const decibels = 20 * Math.log10(Math.max(level.peak, 1e-4));
  const share = live ? Math.max(0, 1 + decibels / SPAN_DB) : 0;
  return (
    <div className="level-row">
      <div
        className={`level${level.clipped ? ' clipped' : ''}`}
        role="meter"
        aria-label={t('recording.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * share)}
      >
        <span style={{ width: `${100 * share}%` }} />
      </div>
      <span className="term level-word">
        {level.clipped ? t('recording.clipped') : live && share < 0.3 ? t('recording.quiet') : ''}
      </span>
    </div>
  );
}
