import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CurveMetric } from '../../state/run-view.ts';
import { Segments } from '../kit/segments.tsx';
import { useClassNames } from '../shell/use-class-names.ts';
import { NARROW, useMedia } from '../shell/use-media.ts';
import { ChartFrame } from './chart-frame.tsx';

const shown: readonly CurveMetric[] = ['distillationLoss', 'accuracy', 'recall', 'f1'];

/** The four live charts; on a phone one at a time. */
export function Curves() {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const classes = useClassNames();
  const [chosen, setChosen] = useState<CurveMetric>('accuracy');
  const [explored, setExplored] = useState(false);
  const explore = () => setExplored(true);
  return (
    <div className="curves" onPointerEnter={explore} onFocus={explore}>
      <p className="curves-note">{t('charts.measured')}</p>
      {narrow && (
        <Segments
          bare
          label={t('charts.switch')}
          value={chosen}
          options={shown.map((metric) => ({ id: metric, label: t(`metrics.${metric}.short`) }))}
          onChange={setChosen}
        />
      )}
      {(narrow ? [chosen] : shown).map((metric) => (
        <ChartFrame key={metric} metric={metric} classes={classes} explored={explored} />
      ))}
    </div>
  );
}
