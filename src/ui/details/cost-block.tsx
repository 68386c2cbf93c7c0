import { useTranslation } from 'react-i18next';
import type { Training } from '../../engine/config/experiment.ts';
import { roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { Help } from '../kit/help.tsx';
import { SLOW_SECONDS } from '../pipeline/use-station-values.ts';
import { useForecast, useStudio } from '../shell/studio-context.tsx';
import { usePlanned } from '../shell/use-planned.ts';

export interface CostBlockProps {
  readonly training: Training;
  /** Trainings that must stay the same net. */
  readonly twins: readonly string[];
}

/** What a net costs: parameters, multiply-accumulates, memory, and the time that it takes here. */
export function CostBlock({ training, twins }: CostBlockProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const { forecast, failed } = useForecast((state) => state);
  const cost = usePlanned().costs[roleOf(training)];
  const seconds = forecast?.trainings[training.id]?.seconds ?? null;
  const slow = seconds !== null && seconds > SLOW_SECONDS;
  const { width } = training.model;
  const narrower = typeof width === 'number' ? Math.max(1, Math.round(width / 2)) : null;
  const figures = [
    ['parameters', cost && formats.compact(cost.parameters)],
    ['macs', cost && formats.compact(cost.macs)],
    ['bytes', cost && formats.bytes(cost.bytes)],
    ['time', seconds !== null ? formats.about(seconds) : failed ? t('cost.unknown') : null],
  ] as const;
  return (
    <>
      <dl className="cost">
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>
              {t(`cost.${key}`)}
              <Help term={t(`cost.${key}`)}>{t(`cost.${key}Help`)}</Help>
            </dt>
            <dd>{value ?? <span className="skeleton cost-skeleton" />}</dd>
          </div>
        ))}
      </dl>
      {slow && (
        <div className="cost-warning" role="status">
          <p>{t('cost.slowHere', { value: formats.about(seconds) })}</p>
          {narrower !== null && (
            <Button
              small
              onPress={() =>
                studio.experiment.edit(
                  Object.fromEntries([training.id, ...twins].map((id) => [`trainings.${id}.model.width`, narrower])),
                )
              }
            >
              {t('cost.smaller', { value: formats.count(narrower) })}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
