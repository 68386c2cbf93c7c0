import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleOf } from '../../state/cast.ts';
import { seedCurves } from '../../state/curve-rows.ts';
import type { CurveMetric, RunView } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import { Help } from '../kit/help.tsx';
import { useRun } from '../shell/studio-context.tsx';
import { useInTurn } from '../shell/draw-turns.ts';
import { useShownTask } from '../shell/use-shown-task.ts';
import { useDrawnRun } from '../shell/use-drawn-run.ts';
import { useSize } from '../shell/use-size.ts';
import { ChartOptions } from './chart-options.tsx';
import type { ChartView } from './chart-options.tsx';
import { ClassTable } from './class-table.tsx';
import { CurveChart } from './curve-chart.tsx';
import { CurveTable } from './curve-table.tsx';
import { formatMetric, isLoss, metricWords } from './metric-format.ts';
import './charts.css';

export interface ChartFrameProps {
  readonly metric: CurveMetric;
  readonly classes: readonly string[];
  /** Pointer or keyboard has been at one of the charts. */
  readonly explored: boolean;
}

/** A chart in its named region, with its options; drawn in its turn, and redrawn only while it is in sight. */
export function ChartFrame({ metric, classes, explored }: ChartFrameProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const titleId = useId();
  const frame = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const measured = useSize(body);
  const followed = useInTurn(explored) ?? false;
  const [shown, setShown] = useState<ChartView>('curve');
  const [logarithmic, setLogarithmic] = useState(false);
  const [focused, setFocused] = useState(false);
  const run = useDrawnRun(frame, curvesDiffer);
  const experiment = useRun((state) => state.experiment);
  const roles = useMemo(
    () => Object.fromEntries((experiment?.trainings ?? []).map((training) => [training.id, roleOf(training)])),
    [experiment],
  );
  const curves = useMemo(() => seedCurves(run, metric), [run, metric]);
  const waits = curves.length === 0;
  const size = useInTurn(measured.width > 0 ? measured : null);
  const words = metricWords(metric, useShownTask());
  const title = t(`metrics.${words}.name`);
  const steps = Math.max(1, ...Object.values(run.trainings).map((training) => training.steps));
  return (
    <section
      className="chart"
      aria-labelledby={titleId}
      ref={frame}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <header className="chart-head">
        <h2 id={titleId}>{title}</h2>
        <span className="chart-unit">{t(`metrics.${words}.unit`)}</span>
        <Help term={title}>{t(`metrics.${words}.help`)}</Help>
        <ChartOptions
          title={title}
          shown={shown}
          onShow={setShown}
          byClass={metric === 'recall' || metric === 'f1' || metric === 'precision'}
          logarithmic={isLoss(metric) ? logarithmic : null}
          onLogarithmic={setLogarithmic}
        />
      </header>
      <div className="chart-body" ref={body}>
        {shown === 'table' && (
          <CurveTable
            label={title}
            curves={curves}
            roles={roles}
            show={(value) => formatMetric(metric, value, formats)}
          />
        )}
        {shown === 'classes' && (metric === 'recall' || metric === 'f1' || metric === 'precision') && (
          <ClassTable label={title} metric={metric} classes={classes} />
        )}
        {shown === 'curve' && (waits || !size) && (
          <p className="chart-wait">{t(metric === 'distillationLoss' ? 'charts.waitStudents' : 'charts.wait')}</p>
        )}
        {shown === 'curve' && !waits && size && (
          <div className="chart-drawing">
            <CurveChart
              size={size}
              metric={metric}
              curves={curves}
              roles={roles}
              marks={run.marks}
              steps={steps}
              severalSeeds={run.earlier.length > 0}
              logarithmic={logarithmic}
              explored={followed}
              spoken={focused}
            />
          </div>
        )}
      </div>
    </section>
  );
}

/** Evaluations and marks are drawn; the many events between them change no curve. */
function curvesDiffer(drawn: RunView, now: RunView): boolean {
  return (
    drawn.marks !== now.marks ||
    drawn.earlier !== now.earlier ||
    drawn.order !== now.order ||
    now.order.some((id) => {
      const [before, after] = [drawn.trainings[id], now.trainings[id]];
      return before?.curves !== after?.curves || before?.stoppedEarly !== after?.stoppedEarly;
    })
  );
}
