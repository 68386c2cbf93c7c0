import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptDataset } from '../../state/services.ts';
import { underWay } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useExperiment, useRun, useStudio } from '../shell/studio-context.tsx';
import { datasetName } from '../shell/words.ts';
import './data.css';

/** The person's own datasets that this browser keeps, with what they take of the disk; taken into use or removed. */
export function KeptDatasets() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const kept = useDataset((state) => state.kept);
  const removed = useDataset((state) => state.removed);
  const status = useRun(({ view }) => view.status);
  // A run keeps what it trains on.
  useEffect(() => void studio.dataset.lookUpKept(), [studio, status]);
  useEffect(() => () => studio.dataset.forgetRemoved(), [studio]);
  if (!kept || (kept.length === 0 && !removed)) return null;
  const bytes = kept.reduce((sum, dataset) => sum + dataset.bytes + dataset.featureBytes, 0);
  return (
    <section className="kept" aria-labelledby="kept-title">
      <h3 className="details-part" id="kept-title">
        {kept.length === 0 ? t('kept.nothing') : t('kept.title', { value: formats.bytes(bytes) })}
      </h3>
      <ul>
        {kept.map((dataset) => (
          <KeptRow key={dataset.id} dataset={dataset} />
        ))}
      </ul>
      <p role="status">
        {removed && (
          <>
            {t('kept.removed', { name: datasetName({ ...removed, kind: 'own' }, t) })}{' '}
            <Button small onPress={() => void studio.dataset.putBack()}>
              {t('kept.undo')}
            </Button>
          </>
        )}
      </p>
    </section>
  );
}

function KeptRow({ dataset }: { readonly dataset: KeptDataset }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const busy = useRun(({ view }) => underWay(view));
  const isInUse = useDataset((state) => state.dataset?.fingerprint === dataset.fingerprint);
  const heardId = useExperiment((state) => state.experiment.data.unlabelled);
  const isHeard = useDataset((state) => state.unlabelled?.fingerprint === heardId) && heardId === dataset.fingerprint;
  const name = datasetName({ ...dataset, kind: 'own' }, t);
  const take = async () => {
    const taken = await studio.dataset.useKept(dataset.fingerprint);
    if (taken) studio.experiment.useSource({ kind: 'own', fingerprint: taken.fingerprint, name: taken.name }, taken);
  };
  return (
    <li className="kept-row">
      <p>
        <strong>{name}</strong>{' '}
        {[
          t('dataset.clips', { count: dataset.clips, value: formats.count(dataset.clips) }),
          ...(dataset.classes > 0
            ? [t('dataset.classes', { count: dataset.classes, value: formats.count(dataset.classes) })]
            : []),
          formats.bytes(dataset.bytes),
          ...(dataset.featureBytes > 0 ? [t('kept.features', { value: formats.bytes(dataset.featureBytes) })] : []),
        ].join(' · ')}
      </p>
      {isInUse || isHeard ? (
        <p className="kept-in-use">{t(isInUse ? 'kept.inUse' : 'kept.heard')}</p>
      ) : (
        <p className="kept-actions">
          <Button small isDisabled={busy} aria-label={t('kept.useNamed', { name })} onPress={() => void take()}>
            {t('kept.use')}
          </Button>
          <Button
            small
            look="quiet"
            aria-label={t('kept.removeNamed', { name })}
            onPress={() => void studio.dataset.removeKept(dataset)}
          >
            {t('kept.remove')}
          </Button>
        </p>
      )}
    </li>
  );
}
