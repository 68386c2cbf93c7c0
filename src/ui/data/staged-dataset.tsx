import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { hearStaged, trainOnStaged } from '../../state/commands.ts';
import { taskFor } from '../../state/fit-task.ts';
import { underWay } from '../../state/run-view.ts';
import { Button } from '../kit/button.tsx';
import { useFormats } from '../i18n/format.ts';
import { useDataset, useExperiment, useRun, useStudio } from '../shell/studio-context.tsx';
import { datasetName, errorWords, joined } from '../shell/words.ts';
import { AllClips } from './all-clips.tsx';
import { ClassBalance } from './class-balance.tsx';
import { DatasetFacts } from './dataset-facts.tsx';
import { DatasetSplits } from './dataset-splits.tsx';
import { DatasetWarnings } from './dataset-warnings.tsx';
import { FileNotes } from './file-notes.tsx';
import { LayoutPanel } from './layout-panel.tsx';
import { SaidFacts } from './said-facts.tsx';
import { SkippedFiles } from './skipped-files.tsx';
import './data.css';

/** What an import or a recording brought, and what can be done with it: train on it, or have it heard without labels. */
export function StagedDataset() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const staged = useDataset((state) => state.staged);
  const waiting = useDataset((state) => state.waiting);
  const rereading = useDataset((state) => state.rereading);
  const importing = useDataset((state) => state.importing);
  const busy = useRun(({ view }) => underWay(view));
  const planned = useExperiment((state) => state.experiment);
  const busyId = useId();
  if (importing) {
    const { stage, done, total, secondsLeft } = importing;
    const doing =
      stage === 'unpacking'
        ? t('staged.unpacking', { total: formats.bytes(total) })
        : t('staged.reading', { count: total, total: formats.count(total) });
    return (
      <section className="staged" aria-label={t('staged.label')}>
        <div className="staged-head">
          <p>
            <span role="status">{doing}</span>{' '}
            {secondsLeft !== null && t('staged.left', { time: formats.about(secondsLeft) })}
          </p>
          <Button small onPress={() => studio.dataset.cancelImport()}>
            {t('staged.cancel')}
          </Button>
        </div>
        <progress className="staged-progress" value={done} max={total} aria-label={t('staged.progress')} />
      </section>
    );
  }
  if (!staged) return null;
  // As they will be learnt: the units that the data tells, where those asked for are not among them.
  const { learnt, symbols } = taskFor(planned, null, staged);
  const refused = staged.refused && errorWords(staged.refused, t);
  return (
    <section className="staged" aria-label={t('staged.label')}>
      <div className="staged-head">
        <div>
          <h2>{datasetName(staged, t)}</h2>
          <p role="status">
            <DatasetFacts dataset={staged} />
          </p>
        </div>
        <div className="staged-actions">
          <Button
            look="primary"
            isDisabled={refused !== null || busy || rereading}
            {...(busy ? { 'aria-describedby': busyId } : {})}
            onPress={() => void trainOnStaged.run(studio)}
          >
            {t('commands.trainOnStaged')}
          </Button>
          <Button
            isDisabled={staged.clips === 0 || busy || rereading}
            {...(busy ? { 'aria-describedby': busyId } : {})}
            onPress={() => void hearStaged.run(studio)}
          >
            {t('commands.hearStaged')}
          </Button>
          <Button onPress={() => studio.dataset.dismissStaged()}>{t('staged.dismiss')}</Button>
        </div>
      </div>
      {refused && (
        <p className="staged-refused" role="alert">
          {joined([refused.what, refused.why, refused.todo], t)}
        </p>
      )}
      {busy && (
        <p className="badge-note" id={busyId}>
          {t('staged.busy')}
        </p>
      )}
      {waiting && <p className="badge-note">{t('staged.waiting', { name: datasetName(waiting, t) })}</p>}
      {staged.layout && <LayoutPanel layout={staged.layout} />}
      <DatasetWarnings dataset={staged} />
      <DatasetSplits dataset={staged} />
      <SaidFacts dataset={staged} task={learnt} symbols={symbols} />
      {staged.classes.length > 0 && <ClassBalance classes={staged.classes} />}
      <AllClips dataset={staged} />
      <FileNotes notes={staged.notes} />
      <SkippedFiles skipped={staged.skipped} />
    </section>
  );
}
