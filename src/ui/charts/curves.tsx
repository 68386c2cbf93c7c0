import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorRateId } from '../../engine/data/sequences.ts';
import type { CurveMetric } from '../../state/run-view.ts';
import { Segments } from '../kit/segments.tsx';
import { useRun } from '../shell/studio-context.tsx';
import { useClassNames } from '../shell/use-class-names.ts';
import { NARROW, useMedia } from '../shell/use-media.ts';
import { useShownTask } from '../shell/use-shown-task.ts';
import { ChartFrame } from './chart-frame.tsx';
import { metricWords } from './metric-format.ts';

const ofWords: readonly CurveMetric[] = ['distillationLoss', 'accuracy', 'recall', 'f1'];
/** By what the verdict goes by. */
const ofSentences: Readonly<Record<ErrorRateId, readonly CurveMetric[]>> = {
  wer: ['distillationLoss', 'wer', 'cer', 'loss'],
  cer: ['distillationLoss', 'cer', 'loss'],
  per: ['distillationLoss', 'per', 'loss'],
};

/** The live charts; on a phone one at a time. */
export function Curves() {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const classes = useClassNames();
  const judged = useRun((state) => state.view.sentences?.judged ?? null);
  const shown = judged === null ? ofWords : ofSentences[judged];
  const task = useShownTask();
  const [asked, setChosen] = useState<CurveMetric | null>(null);
  // What the verdict goes by comes second.
  const chosen = asked !== null && shown.includes(asked) ? asked : shown[1]!;
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
          options={shown.map((metric) => ({ id: metric, label: t(`metrics.${metricWords(metric, task)}.short`) }))}
          onChange={setChosen}
        />
      )}
      {(narrow ? [chosen] : shown).map((metric) => (
        <ChartFrame key={metric} metric={metric} classes={classes} explored={explored} />
      ))}
    </div>
  );
}
