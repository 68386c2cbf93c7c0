import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stations } from '../../state/settings-store.ts';
import type { Station } from '../../state/settings-store.ts';
import { IconButton } from '../kit/button.tsx';
import { NARROW, useMedia } from '../shell/use-media.ts';
import { StationCard } from './station-card.tsx';
import { Stepper } from './stepper.tsx';
import './pipeline.css';

/** The way of the sound, from data to method, as five cards; on a phone one at a time. */
export function Pipeline() {
  const { t } = useTranslation();
  const narrow = useMedia(NARROW);
  const [current, setCurrent] = useState<Station>('data');
  const at = stations.indexOf(current);
  const go = (by: number) => setCurrent(stations[at + by] ?? current);
  if (!narrow) {
    return (
      <section className="pipeline" aria-label={t('pipeline.label')}>
        {stations.map((station) => (
          <StationCard key={station} station={station} />
        ))}
      </section>
    );
  }
  return (
    <section className="pipeline stepped" aria-label={t('pipeline.label')}>
      <Stepper current={current} onChoose={setCurrent} />
      <div className="pipeline-step">
        <IconButton icon="left" label={t('pipeline.previous')} isDisabled={at === 0} onPress={() => go(-1)} />
        <StationCard station={current} />
        <IconButton
          icon="right"
          label={t('pipeline.next')}
          isDisabled={at === stations.length - 1}
          onPress={() => go(1)}
        />
      </div>
    </section>
  );
}
