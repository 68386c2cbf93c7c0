import { useTranslation } from 'react-i18next';
import { experimentFields, plugInFields } from '../../engine/config/fields.ts';
import { inUse } from '../../engine/core/param-spec.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { castOf } from '../../state/cast.ts';
import { NumberField } from '../kit/number-field.tsx';
import { SelectField } from '../kit/select-field.tsx';
import { useExperiment, useStudio } from '../shell/studio-context.tsx';
import { useTask } from '../shell/use-task.ts';
import { FieldList } from './field-list.tsx';

const MOST_SEEDS = 20;

/** How the teacher teaches, and how often the whole comparison is repeated. */
export function MethodDetails() {
  const { t } = useTranslation();
  const studio = useStudio();
  const trainings = useExperiment((state) => state.experiment.trainings);
  const seedCount = useExperiment((state) => state.seedCount);
  const task = useTask();
  const { distilled } = castOf(trainings);
  if (!distilled) return null;
  const method = methods.get(distilled.method.id);
  const offered = methods.all.filter(({ needsTeacher, tasks }) => needsTeacher && tasks.includes(task));
  return (
    <>
      <div className="fields">
        {offered.length > 1 && (
          <SelectField
            label={t('details.method')}
            value={method.id}
            options={offered.map(({ id }) => ({ id, label: t(`distill.${id}.name`) }))}
            onChange={(id) => studio.experiment.edit({ [`trainings.${distilled.id}.method.id`]: id })}
          />
        )}
        <p>{t(`distill.${method.id}.description`)}</p>
        {method.paper && <p className="details-help">{t('details.paper', { ...method.paper })}</p>}
      </div>
      <FieldList fields={plugInFields(inUse(method.params, distilled.method.params), distilled.id, 'method')} />
      <h3 className="details-part">{t('details.repeat')}</h3>
      <div className="fields">
        <NumberField
          label={t('details.seedCount')}
          help={t('details.seedCountHelp')}
          value={seedCount}
          integer
          min={1}
          max={MOST_SEEDS}
          step={1}
          onChange={(count) => studio.experiment.setSeedCount(count)}
        />
      </div>
      <FieldList fields={experimentFields.filter(({ path }) => path === 'seed')} />
    </>
  );
}
