import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { stations } from '../../state/settings-store.ts';
import type { Station } from '../../state/settings-store.ts';
import { useStationValues } from './use-station-values.ts';

export interface StepperProps {
  readonly current: Station;
  readonly onChoose: (station: Station) => void;
}

export function Stepper({ current, onChoose }: StepperProps) {
  const { t } = useTranslation();
  const { changed } = useStationValues();
  return (
    <ol className="stepper">
      {stations.map((station, index) => (
        <li key={station}>
          <Button
            className={`stepper-step${station === current ? ' current' : ''}`}
            {...(station === current ? { 'aria-current': 'step' } : {})}
            onPress={() => onChoose(station)}
          >
            <span className="stepper-number">{index + 1}</span>
            {t(`stations.${station}.short`)}
            {changed[station] && <span className="field-changed" role="img" aria-label={t('field.changed')} />}
          </Button>
        </li>
      ))}
    </ol>
  );
}
