import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CurveMetric } from '../../state/run-view.ts';
import { Segments } from '../kit/segments.tsx';
import { useDataset } from '../shell/studio-context.tsx';
import { NARROW, useMedia } from '../shell/use-media.ts';
import { ChartFrame } from './chart-frame.tsx';

const shown: readonly CurveMetric[] = ['distillationLoss', 'accuracy', 'recall', 'f1'];
const nobody: readonly string[] = [];

/** The four live charts; on a phone one at a time. */
export function Curves() {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const dataset = useDataset((state) => state.dataset);
  const classes = dataset?.classes.map(({ name }) => name) ?? nobody;
  const [chosen, setChosen] = useState<CurveMetric>('accuracy');
  return (
    <div className="curves">
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
        <ChartFrame key={metric} metric={metric} classes={classes} />
      ))}
    </div>
  );
}
