import { useTranslation } from 'react-i18next';
import { sourceMatches } from '../../state/studio.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useExperiment, useOffers, useRun, useStudio } from '../shell/studio-context.tsx';
import { ErrorBanner } from './error-banner.tsx';
import { NewVersion } from './new-version.tsx';
import { SwitchedNets } from './switched-nets.tsx';
import './notices.css';

/** What a person should know or decide before going on: errors, and a run that a closed tab cut short. */
export function Notices() {
  const studio = useStudio();
  const asked = useOffers((state) => state.error);
  const refused = useExperiment((state) => state.refused);
  const { source, unlabelled } = useExperiment((state) => state.experiment.data);
  const datasetError = useDataset((state) => state.error);
  const dataset = useDataset((state) => state.dataset);
  const runError = useRun((state) => (state.view.status === 'failed' ? state.view.error : null));
  const moved = useRun((state) => state.view.moved);
  const notKept = useRun((state) => state.view.notKept);
  const missing = dataset !== null && source.kind === 'own' && !sourceMatches(source, dataset);
  const heard = useDataset((state) => state.unlabelled);
  // What is kept is looked up first.
  const isKnown = useDataset((state) => state.kept !== null);
  const unheard = isKnown && unlabelled !== null && heard?.fingerprint !== unlabelled ? unlabelled : null;
  return (
    <div className="notices">
      <NewVersion />
      <InterruptedOffer />
      <SwitchedNets />
      {runError && <ErrorBanner error={runError.error} />}
      {asked && <ErrorBanner error={asked} onDismiss={() => studio.offers.setState({ error: null })} />}
      {refused && <ErrorBanner error={refused} onDismiss={() => studio.experiment.dismissRefusal()} />}
      {datasetError && <ErrorBanner error={datasetError} onDismiss={() => studio.dataset.dismissError()} />}
      {missing && <ErrorBanner error={{ code: 'data/missing-own-audio', params: { name: source.name } }} />}
      {unheard !== null && (
        <ErrorBanner error={{ code: 'data/missing-unlabelled', params: { fingerprint: unheard } }} />
      )}
      {moved && <ErrorBanner error={moved} />}
      {notKept && <ErrorBanner error={notKept} />}
    </div>
  );
}

function InterruptedOffer() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const interrupted = useOffers((state) => state.interrupted);
  if (!interrupted) return null;
  return (
    <section className="notice" aria-label={t('interrupted.label')}>
      <p>
        {t('interrupted.what', {
          date: formats.dateTime(interrupted.savedAt),
          value: formats.percent(100 * interrupted.progress),
        })}
      </p>
      <Button look="primary" onPress={() => void studio.resumeInterrupted()}>
        {t('interrupted.resume')}
      </Button>
      <Button onPress={() => void studio.discardInterrupted()}>{t('interrupted.discard')}</Button>
    </section>
  );
}
