import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CurveMetric } from '../../state/run-view.ts';
import { Segments } from '../kit/segments.tsx';
import { useClassNames } from '../shell/use-class-names.ts';
import { usePartsInTurn } from '../shell/draw-turns.ts';
import { NARROW, useMedia } from '../shell/use-media.ts';
import { ChartFrame } from './chart-frame.tsx';

const shown: readonly CurveMetric[] = ['distillationLoss', 'accuracy', 'recall', 'f1'];

/** The four live charts, mounted one after another; on a phone one at a time. */
export function Curves() {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const classes = useClassNames();
  const [chosen, setChosen] = useState<CurveMetric>('accuracy');
  const [explored, setExplored] = useState(false);
  const explore = () => setExplored(true);
  const metrics = narrow ? [chosen] : shown;
  const there = usePartsInTurn(metrics.length);
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
      {metrics.map((metric, index) =>
        index < there ? (
          <ChartFrame key={metric} metric={metric} classes={classes} explored={explored} />
        ) : (
          <ChartPlace key={metric} />
        ),
      )}
    </div>
  );
}

/** The room of a chart whose turn to be mounted has not come. */
function ChartPlace() {
  return (
    <div className="chart" aria-hidden="true">
      <div className="chart-head" />
      <div className="chart-body" />
    </div>
  );
}
