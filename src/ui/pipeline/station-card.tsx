import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../state/settings-store.ts';
import { OwnAudio } from '../data/own-audio.tsx';
import { Icon } from '../kit/icon.tsx';
import { useSettings, useStudio } from '../shell/studio-context.tsx';
import { useStationValues } from './use-station-values.ts';

/** A station at a glance: at most three values. Its details open beside it. */
export function StationCard({ station }: { readonly station: Station }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const open = useSettings((state) => state.openStation === station);
  const { values, changed, warned } = useStationValues();
  return (
    <article className={`card ${station}${open ? ' open' : ''}`}>
      <h2 className="card-title">
        <Button
          className="card-button"
          aria-expanded={open}
          {...(open ? { 'aria-controls': 'details' } : {})}
          onPress={() => studio.settings.toggleStation(station)}
        >
          {t(`stations.${station}.name`)}
        </Button>
        {changed[station] && <span className="field-changed" role="img" aria-label={t('field.changed')} />}
        {warned[station] && (
          <span className="card-warning">
            <Icon name="warn" />
            <span className="hidden-visually">{t('cost.slow')}</span>
          </span>
        )}
        <Icon name="right" />
      </h2>
      <ul className="card-values">
        {values[station].map((value, index) => (
          <li key={index}>{value ?? <span className="skeleton card-skeleton" />}</li>
        ))}
      </ul>
      {station === 'data' && <OwnAudio />}
    </article>
  );
}
