import { useTranslation } from 'react-i18next';
import { ClassBalance } from '../data/class-balance.tsx';
import { SkippedFiles } from '../data/skipped-files.tsx';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useRun, useStudio } from '../shell/studio-context.tsx';
import { datasetName } from '../shell/words.ts';
import { ClipPanel } from '../stage/clip-panel.tsx';
import { ClipPicker } from './clip-picker.tsx';
import { DataFields } from './data-fields.tsx';
import { PackStory } from './pack-story.tsx';

/** What is trained on: what it holds, heard clip by clip, and how much of it the students see. */
export function DataDetails() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const heroShowsIt = useRun((state) => state.view.status === 'idle');
  const dataset = useDataset((state) => state.dataset);
  const split = (name: 'train' | 'validation' | 'test') => {
    const part = dataset?.splits?.[name];
    return part && t(`dataset.${name}`, { clips: formats.count(part.clips), speakers: formats.count(part.speakers) });
  };
  return (
    <>
      {dataset && (
        <section className="dataset-facts">
          <h3 className="details-part">{datasetName(dataset, t)}</h3>
          <p>
            {formats.duration(dataset.seconds)}
            {dataset.origin && <PackStory dataset={dataset} origin={dataset.origin} />}
          </p>
          {!dataset.speakersKnown && <p className="badge-note">{t('dataset.flatters')}</p>}
          <ul className="dataset-splits">
            {(['train', 'validation', 'test'] as const).map((name) => (
              <li key={name}>{split(name)}</li>
            ))}
          </ul>
          {dataset.kind === 'own' && (
            <Button
              small
              onPress={() => void studio.dataset.loadPack().then(() => studio.experiment.useSource({ kind: 'pack' }))}
            >
              {t('dataset.backToPack')}
            </Button>
          )}
        </section>
      )}
      {!heroShowsIt && <ClipPanel />}
      <ClipPicker />
      <DataFields hasNoises={(dataset?.noises ?? 0) > 0} />
      {dataset && (
        <>
          <h3 className="details-part">{t('dataset.balance')}</h3>
          <ClassBalance classes={dataset.classes} />
          <SkippedFiles skipped={dataset.skipped} />
        </>
      )}
    </>
  );
}
