import { useTranslation } from 'react-i18next';
import type { TaskConfig, TaskId } from '../../engine/config/experiment.ts';
import { frameGeometry } from '../../engine/config/frame-geometry.ts';
import { inUse } from '../../engine/core/param-spec.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { castOf } from '../../state/cast.ts';
import { stations } from '../../state/settings-store.ts';
import type { Station } from '../../state/settings-store.ts';
import type { DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import { useDataset, useExperiment, useForecast } from '../shell/studio-context.tsx';
import { usePlanned } from '../shell/use-planned.ts';
import { useTask } from '../shell/use-task.ts';
import { netName } from '../shell/words.ts';
import { stationOfPath } from './station-paths.ts';

/** Longer than this, and the page says so and offers something smaller. */
export const SLOW_SECONDS = 600;

const sizeWords = { words: 'size', frames: 'phones', ctc: 'sentences' } as const;

export interface StationValues {
  /** At most three lines a station; null: not known yet. */
  readonly values: Readonly<Record<Station, readonly (string | null)[]>>;
  /** Stations with a value that differs from the preset. */
  readonly changed: Readonly<Record<Station, boolean>>;
  /** Stations that make the run long. */
  readonly warned: Readonly<Record<Station, boolean>>;
}

export function useStationValues(): StationValues {
  const { t } = useTranslation();
  const formats = useFormats();
  const experiment = useExperiment((state) => state.experiment);
  const changedPaths = useExperiment((state) => state.changed);
  const seeds = useExperiment((state) => state.seedCount);
  const dataset = useDataset((state) => state.dataset);
  const { forecast, failed } = useForecast((state) => state);
  const { costs } = usePlanned();
  const task = useTask();
  const { data, frontEnd, trainings } = experiment;
  const { teacher, distilled } = castOf(trainings);
  const parameters = (cost: { readonly parameters: number } | null) =>
    cost && t('still.parameters', { value: formats.compact(cost.parameters) });
  const seconds = (id: string | undefined) => (id === undefined ? null : (forecast?.trainings[id]?.seconds ?? null));
  const about = (value: number | null) =>
    value !== null ? t('cost.about', { value: formats.about(value) }) : failed ? t('cost.notMeasured') : null;
  const method = distilled?.method;
  const values: StationValues['values'] = {
    data: [
      dataset &&
        t(`stations.data.${sizeWords[task]}`, {
          clips: formats.count(dataset.clips),
          classes: formats.count(dataset.classes.length),
          symbols: formats.count(symbolsIn(dataset, task, experiment.task.symbols)),
        }),
      dataset &&
        (dataset.speakersKnown
          ? t('stations.data.speakers', { value: formats.count(dataset.speakers) })
          : t('stations.data.speakersUnknown')),
      t(task === 'ctc' ? 'stations.data.texts' : 'stations.data.labels', { value: formats.percent(data.labelShare) }),
    ],
    frontEnd: [
      t('stations.frontEnd.features', {
        kind: t(`fields.frontEnd.kind.choices.${frontEnd.kind}`),
        value: frameGeometry(frontEnd).bins / (1 + frontEnd.deltas),
      }),
      t('stations.frontEnd.frames', { window: frontEnd.windowMs, hop: frontEnd.hopMs }),
      t(`stations.frontEnd.denoise.${frontEnd.denoise}`),
    ],
    teacher: [teacher ? netName(teacher, t) : null, parameters(costs.teacher), about(seconds(teacher?.id))],
    student: [distilled ? netName(distilled, t) : null, parameters(costs.distilled), about(seconds(distilled?.id))],
    method: [
      method ? t(`distill.${method.id}.name`) : null,
      (method ? inUse(methods.get(method.id).params, method.params) : [])
        .map(({ kind, key }) =>
          kind === 'choice'
            ? t(`distill.${method!.id}.params.${key}.choices.${method!.params[key]}`)
            : t('stations.method.param', { knob: t(`knobs.${key}.symbol`), value: method!.params[key] }),
        )
        .join(' · '),
      t('stations.method.seeds', { count: seeds }),
    ],
  };
  const changed = new Set([...changedPaths].map((path) => stationOfPath(path, trainings)));
  const slow = (id: string | undefined) => (seconds(id) ?? 0) > SLOW_SECONDS;
  return {
    values,
    changed: record((station) => changed.has(station)),
    warned: record(
      (station) => (station === 'teacher' && slow(teacher?.id)) || (station === 'student' && slow(distilled?.id)),
    ),
  };
}

function symbolsIn({ sentences, timedPhones }: DatasetSummary, task: TaskId, unit: TaskConfig['symbols']): number {
  return (task === 'frames' ? timedPhones?.symbols : sentences[unit]?.vocabulary.symbols)?.length ?? 0;
}

function record(test: (station: Station) => boolean): Record<Station, boolean> {
  const [data, frontEnd, teacher, student, method] = stations;
  return {
    data: test(data),
    frontEnd: test(frontEnd),
    teacher: test(teacher),
    student: test(student),
    method: test(method),
  };
}
