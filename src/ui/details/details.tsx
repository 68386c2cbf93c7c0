import { lazy, Suspense, useDeferredValue, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../state/settings-store.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { pathsOfStation } from '../pipeline/station-paths.ts';
import { drawTurns } from '../shell/draw-turns.ts';
import { useExperiment, useRun, useSettings, useStudio } from '../shell/studio-context.tsx';
import './details.css';

const StationDetails = lazy(() => import('./station-details.tsx'));

/** The details of the open card, beside it. */
export function Details() {
  // The card answers at once; its details are drawn in slices after it.
  const station = useDeferredValue(useSettings((state) => state.openStation));
  return station === null ? null : <DetailsOf key={station} station={station} />;
}

function DetailsOf({ station }: { readonly station: Station }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const panel = useRef<HTMLElement>(null);
  const changed = useExperiment((state) => state.changed);
  const trainings = useExperiment((state) => state.experiment.trainings);
  const underWay = useRun(({ view }) => ['preparing', 'running', 'paused'].includes(view.status));
  const paths = pathsOfStation(station, changed, trainings);
  useEffect(() => {
    // When the browser has laid it out: asked for earlier, it would have to do so in the middle of the drawing.
    const show = () => {
      panel.current?.focus({ preventScroll: true });
      panel.current?.scrollIntoView({ block: 'nearest' });
    };
    drawTurns.ask(show);
    return () => drawTurns.drop(show);
  }, []);
  const close = () => {
    studio.settings.closeStation();
    document.querySelector<HTMLElement>(`.card.${station} .card-button`)?.focus();
  };
  return (
    <aside
      id="details"
      className="details"
      ref={panel}
      tabIndex={-1}
      aria-label={t('details.label', { station: t(`stations.${station}.name`) })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className="details-head">
        <h2>{t(`stations.${station}.name`)}</h2>
        {paths.length > 0 && (
          <Button small look="quiet" icon="reset" onPress={() => studio.experiment.reset(paths)}>
            {t('details.reset')}
          </Button>
        )}
        <IconButton small icon="close" label={t('details.close')} onPress={close} />
      </header>
      <p className="details-help">{t(`stations.${station}.help`)}</p>
      {underWay && <p className="details-note">{t('details.nextRun')}</p>}
      <Suspense fallback={<span className="skeleton details-skeleton" />}>
        <StationDetails station={station} />
      </Suspense>
    </aside>
  );
}
