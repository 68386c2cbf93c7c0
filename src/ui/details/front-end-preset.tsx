import { useTranslation } from 'react-i18next';
import { frontEndPresetChanges, frontEndPresetIds, frontEndPresetOf } from '../../engine/config/front-end-presets.ts';
import { SelectField } from '../kit/select-field.tsx';
import { useExperiment, useStudio } from '../shell/studio-context.tsx';

const OWN = 'own';

/** The front end as another tool defines it: what is set now, and one choice to set all of it. */
export function FrontEndPreset() {
  const { t } = useTranslation();
  const studio = useStudio();
  const current = useExperiment((state) => frontEndPresetOf(state.experiment.frontEnd));
  const own = current === null ? [{ id: OWN, label: t('details.frontEndPreset.own') }] : [];
  return (
    <SelectField
      label={t('details.frontEndPreset.label')}
      help={t('details.frontEndPreset.help')}
      value={current ?? OWN}
      options={[...own, ...frontEndPresetIds.map((id) => ({ id, label: t(`details.frontEndPreset.${id}`) }))]}
      onChange={(id) => {
        const preset = frontEndPresetIds.find((one) => one === id);
        if (preset) studio.experiment.edit(frontEndPresetChanges(preset));
      }}
    />
  );
}
