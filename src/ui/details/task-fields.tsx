import { useTranslation } from 'react-i18next';
import { taskKinds } from '../../engine/config/experiment.ts';
import { decodingFields, taskFields } from '../../engine/config/fields.ts';
import { Segments } from '../kit/segments.tsx';
import { useDataset, useExperiment, useStudio } from '../shell/studio-context.tsx';
import { useTask } from '../shell/use-task.ts';
import { FieldList } from './field-list.tsx';

/** What is learnt, and of sentences what they are written in. Nets and method follow. */
export function TaskFields() {
  const { t } = useTranslation();
  const studio = useStudio();
  const kind = useExperiment((state) => state.experiment.task.kind);
  const changed = useExperiment((state) => state.changed.has('task.kind'));
  const decoder = useExperiment((state) => state.experiment.task.decoding.kind);
  const dataset = useDataset((state) => state.dataset);
  const task = useTask();
  if (!dataset) return null;
  return (
    <>
      <div className="fields">
        <Segments
          label={t('fields.task.kind.label')}
          help={t('fields.task.kind.help')}
          value={kind}
          options={taskKinds.map((id) => ({ id, label: t(`fields.task.kind.choices.${id}`) }))}
          changed={changed}
          onReset={() => studio.experiment.reset(['task.kind'])}
          onChange={(id) => studio.experiment.chooseTask(id, dataset)}
        />
        {kind === 'auto' && <p className="details-help">{t(`tasks.resolved.${task}`)}</p>}
      </div>
      {task === 'ctc' && (
        <>
          <FieldList fields={taskFields} first={['.symbols']} />
          <FieldList fields={decoder === 'beam' ? decodingFields : decodingFields.slice(0, 1)} />
          {decoder === 'beam' && <p className="details-help">{t('tasks.languageModel')}</p>}
        </>
      )}
    </>
  );
}
