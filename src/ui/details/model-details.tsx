import { useTranslation } from 'react-i18next';
import { optimiserFields, plugInFields } from '../../engine/config/fields.ts';
import { models } from '../../engine/models/catalog.ts';
import { roleOf } from '../../state/cast.ts';
import { Segments } from '../kit/segments.tsx';
import { useExperiment, useStudio } from '../shell/studio-context.tsx';
import { useTask } from '../shell/use-task.ts';
import { CostBlock } from './cost-block.tsx';
import { FieldList } from './field-list.tsx';

/** A net and how it learns. Both students are one net: what changes in one changes in the other. */
export function ModelDetails({ part }: { readonly part: 'teacher' | 'student' }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const trainings = useExperiment((state) => state.experiment.trainings);
  const changed = useExperiment((state) => state.changed);
  const task = useTask();
  const [one, ...twins] = trainings.filter((training) => (roleOf(training) === 'teacher') === (part === 'teacher'));
  if (!one) return null;
  const family = models.get(one.family);
  const familyPaths = [one, ...twins].map(({ id }) => `trainings.${id}.family`);
  const offered = models.all.filter(({ id, tasks }) => tasks.includes(task) || id === family.id);
  const twinIds = twins.map(({ id }) => id);
  return (
    <>
      <CostBlock training={one} twins={twinIds} />
      <div className="fields">
        <Segments
          label={t('details.family')}
          help={t(`models.${family.id}.description`)}
          value={family.id}
          options={offered.map(({ id }) => ({ id, label: t(`models.${id}.name`) }))}
          changed={familyPaths.some((path) => changed.has(path))}
          onReset={() =>
            studio.experiment.reset(
              [one.id, ...twinIds].flatMap((id) => [`trainings.${id}.family`, `trainings.${id}.model`]),
            )
          }
          onChange={(id) => studio.experiment.edit(Object.fromEntries(familyPaths.map((path) => [path, id])))}
        />
        <p className="details-help">{t(`models.${family.id}.description`)}</p>
      </div>
      <FieldList fields={plugInFields(family.params, one.id, part)} twins={twinIds} />
      <h3 className="details-part">{t('details.learning')}</h3>
      <FieldList
        fields={optimiserFields(one.id, part)}
        twins={twinIds}
        first={['.learningRate', '.batchSize', '.steps']}
      />
    </>
  );
}
