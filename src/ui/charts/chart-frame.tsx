import { lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleOf } from '../../state/cast.ts';
import { seedCurves } from '../../state/curve-rows.ts';
import type { CurveMetric } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import { Help } from '../kit/help.tsx';
import { useRun } from '../shell/studio-context.tsx';
import { useOnScreen } from '../shell/use-on-screen.ts';
import { ChartOptions } from './chart-options.tsx';
import type { ChartView } from './chart-options.tsx';
import { ClassTable } from './class-table.tsx';
import { CurveTable } from './curve-table.tsx';
import { formatMetric, isLoss } from './metric-format.ts';
import './charts.css';

const CurveChart = lazy(() => import('./curve-chart.tsx'));

/** A chart in its named region, with its options; redrawn only while it is in sight. */
export function ChartFrame({ metric, classes }: { readonly metric: CurveMetric; readonly classes: readonly string[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const titleId = useId();
  const frame = useRef<HTMLElement>(null);
  const onScreen = useOnScreen(frame);
  const [shown, setShown] = useState<ChartView>('curve');
  const [logarithmic, setLogarithmic] = useState(false);
  const [focused, setFocused] = useState(false);
  // Out of sight nothing is subscribed to, so nothing is drawn; back in sight it draws what is true then.
  const view = useRun((state) => (onScreen ? state.view : null));
  const [last, setLast] = useState(view);
  if (view && view !== last) setLast(view);
  const run = view ?? last;
  const experiment = useRun((state) => state.experiment);
  const roles = useMemo(
    () => Object.fromEntries((experiment?.trainings ?? []).map((training) => [training.id, roleOf(training)])),
    [experiment],
  );
  const { order, trainings, earlier } = run ?? {};
  const curves = useMemo(
    () => (run && order && trainings && earlier ? seedCurves(run, metric) : []),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the rest of the run changes more often than its curves
    [order, trainings, earlier, metric],
  );
  const title = t(`metrics.${metric}.name`);
  const steps = Math.max(1, ...Object.values(trainings ?? {}).map((training) => training.steps));
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
        <span className="chart-unit">{t(`metrics.${metric}.unit`)}</span>
        <Help term={title}>{t(`metrics.${metric}.help`)}</Help>
        <ChartOptions
          title={title}
          shown={shown}
          onShow={setShown}
          byClass={metric === 'recall' || metric === 'f1' || metric === 'precision'}
          logarithmic={isLoss(metric) ? logarithmic : null}
          onLogarithmic={setLogarithmic}
        />
      </header>
      <div className="chart-body">
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
        {shown === 'curve' &&
          (curves.length > 0 ? (
            <Suspense fallback={<span className="skeleton chart-skeleton" />}>
              <CurveChart
                metric={metric}
                curves={curves}
                roles={roles}
                marks={run?.marks ?? []}
                steps={steps}
                severalSeeds={(run?.earlier.length ?? 0) > 0}
                logarithmic={logarithmic}
                spoken={focused}
              />
            </Suspense>
          ) : (
            <p className="chart-wait">{t(metric === 'distillationLoss' ? 'charts.waitStudents' : 'charts.wait')}</p>
          ))}
      </div>
    </section>
  );
}
