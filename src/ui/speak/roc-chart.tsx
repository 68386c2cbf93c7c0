import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultLiveSettings } from '../../engine/config/live-settings.ts';
import { roleOf } from '../../state/cast.ts';
import { Axes } from '../charts/axes.tsx';
import { EndLabels } from '../charts/end-labels.tsx';
import { Plot } from '../charts/plot.tsx';
import type { AxisScale } from '../charts/plot.tsx';
import { Swatch } from '../charts/series.tsx';
import { useFormats } from '../i18n/format.ts';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { joined } from '../shell/words.ts';
import { useSize } from '../shell/use-size.ts';
import { RocLines } from './roc-lines.tsx';
import { alarmTicks, keyMove, thresholdIndex } from './roc-scale.ts';
import type { RocViewProps } from './roc-table.tsx';

const MARGIN = { top: 12, right: 84, bottom: 40, left: 44 };
const MISSES: AxisScale = { scale: 'linear', domain: [0, 100] };
const MISS_TICKS = [0, 25, 50, 75, 100];

/** A line a net from few false alarms to many; a press on it, or a key, takes the threshold that stands there. */
export function RocChart({ nets, curves }: RocViewProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { live } = useStudio();
  const threshold = useLive((state) => state.settings.threshold);
  const body = useRef<HTMLDivElement>(null);
  const size = useSize(body);
  const [pointed, setPointed] = useState<number | null>(null);
  const lines = nets.flatMap((net) => {
    const points = curves[net.trainingId];
    return points && points.length > 0 ? [{ id: net.trainingId, role: roleOf(net), points }] : [];
  });
  const thresholds = lines[0]?.points.map((point) => point.threshold) ?? [];
  const chosen = thresholdIndex(thresholds, threshold);
  const take = (index: number) => live.adjust('threshold', thresholds[index]!);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyMove(event.key, chosen, thresholds.length);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setPointed(null);
    take(next);
  };
  const valuesAt = (index: number) =>
    lines.map(({ id, role, points }) => ({
      id,
      role,
      name: t(`cast.${role}`),
      value: t('speak.roc.point', {
        misses: formats.percent(100 * points[index]!.missShare),
        alarms: formats.count(points[index]!.falseAlarmsPerHour),
      }),
    }));
  const show = (index: number) => formats.percent(100 * thresholds[index]!, 2);
  const told = pointed ?? chosen;
  const alarms = alarmTicks(Math.max(...lines.flatMap(({ points }) => points.map((one) => one.falseAlarmsPerHour))));
  return (
    <>
      <div
        ref={body}
        className="chart-body roc-body"
        role="slider"
        tabIndex={0}
        aria-label={t('speak.settings.threshold.label')}
        aria-valuemin={0}
        aria-valuemax={thresholds.length - 1}
        aria-valuenow={thresholds.length - 1 - chosen}
        aria-valuetext={joined(
          [
            t('speak.roc.spokenFrom', { value: show(chosen) }),
            ...valuesAt(chosen).map(({ name, value }) => t('speak.roc.spoken', { name, value })),
          ],
          t,
        )}
        onKeyDown={onKeyDown}
      >
        {size.width > 0 && (
          <Plot size={size} margin={MARGIN} x={{ scale: 'sqrt', domain: [0, alarms.at(-1)!] }} y={MISSES}>
            <Axes
              steps={alarms.map((value) => ({ value, words: formats.count(value) }))}
              values={MISS_TICKS.map((value) => ({ value, words: formats.percent(value) }))}
            />
            <RocLines
              lines={lines}
              chosen={chosen}
              pointed={pointed}
              usual={thresholds.indexOf(defaultLiveSettings.threshold)}
              onPoint={setPointed}
              onTake={take}
            />
            <EndLabels
              labels={lines.map(({ id, role, points }) => ({
                id,
                role,
                name: t(`cast.${role}`),
                value: 100 * points[0]!.missShare,
                shown: formats.percent(100 * points[0]!.missShare),
              }))}
            />
          </Plot>
        )}
      </div>
      <p className="roc-values">
        <span className="roc-from">{t('speak.roc.from', { value: show(told) })}</span>
        {valuesAt(told).map(({ id, role, name, value }) => (
          <span key={id}>
            <Swatch role={role} /> {name} <b>{value}</b>
          </span>
        ))}
      </p>
    </>
  );
}
