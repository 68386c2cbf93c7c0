import { useTranslation } from 'react-i18next';
import { AllClips } from '../data/all-clips.tsx';
import { ClassBalance } from '../data/class-balance.tsx';
import { DatasetFacts } from '../data/dataset-facts.tsx';
import { DatasetSplits } from '../data/dataset-splits.tsx';
import { DatasetWarnings } from '../data/dataset-warnings.tsx';
import { FileNotes } from '../data/file-notes.tsx';
import { KeptDatasets } from '../data/kept-datasets.tsx';
import { SaidFacts } from '../data/said-facts.tsx';
import { SkippedFiles } from '../data/skipped-files.tsx';
import { UnlabelledAudio } from '../data/unlabelled-audio.tsx';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useExperiment, useRun, useStudio } from '../shell/studio-context.tsx';
import { useTask } from '../shell/use-task.ts';
import { datasetName, evidenceWords } from '../shell/words.ts';
import { ClipPanel } from '../stage/clip-panel.tsx';
import { ClipPicker } from './clip-picker.tsx';
import { DataFields } from './data-fields.tsx';
import { TaskFields } from './task-fields.tsx';
import { PackStory } from './pack-story.tsx';

/** What is trained on: what it holds, heard clip by clip, and how much of it the students see. */
export function DataDetails() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const heroShowsIt = useRun((state) => state.view.status === 'idle');
  const dataset = useDataset((state) => state.dataset);
  const symbols = useExperiment((state) => state.experiment.task.symbols);
  const task = useTask();
  const layout = dataset?.layout;
  return (
    <>
      {dataset && (
        <section className="dataset-facts">
          <h3 className="details-part">{datasetName(dataset, t)}</h3>
          <p>
            {dataset.origin ? formats.duration(dataset.seconds) : <DatasetFacts dataset={dataset} />}
            {dataset.origin && <PackStory dataset={dataset} origin={dataset.origin} />}
          </p>
          {layout?.id && (
            <p className="term">
              {t('layout.readAs', {
                name: t(`data.layouts.${layout.id}.name`),
                evidence: evidenceWords(layout.id, layout.evidence, t),
              })}
            </p>
          )}
          <DatasetWarnings dataset={dataset} />
          <DatasetSplits dataset={dataset} />
          <SaidFacts dataset={dataset} task={task} symbols={symbols} />
          {dataset.kind === 'own' && (
            <Button small onPress={() => void studio.usePack()}>
              {t('dataset.backToPack')}
            </Button>
          )}
        </section>
      )}
      <UnlabelledAudio />
      <KeptDatasets />
      {!heroShowsIt && <ClipPanel />}
      <ClipPicker />
      <TaskFields />
      <DataFields hasNoises={(dataset?.noises ?? 0) > 0} />
      {dataset && (
        <>
          {dataset.classes.length > 0 && (
            <>
              <h3 className="details-part">{t('dataset.balance')}</h3>
              <ClassBalance classes={dataset.classes} />
            </>
          )}
          <AllClips dataset={dataset} />
          <FileNotes notes={dataset.notes} />
          <SkippedFiles skipped={dataset.skipped} />
        </>
      )}
    </>
  );
}
