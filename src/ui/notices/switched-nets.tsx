import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../kit/button.tsx';
import { useExperiment, useStudio } from '../shell/studio-context.tsx';
import './notices.css';

/** That nets and method were changed for other data; it can be undone. */
export function SwitchedNets() {
  const { t } = useTranslation();
  const studio = useStudio();
  const task = useExperiment((state) => state.switchedTo);
  const preset = useExperiment((state) => state.experiment.preset);
  if (!task) return null;
  return (
    <section className="notice calm" aria-label={t('tasks.switchedLabel')}>
      <p role="status">{t(`tasks.switched.${task}`, { preset: t(`config.presets.${preset}.title`) })}</p>
      <Button onPress={() => studio.experiment.undo()}>{t('commands.undo')}</Button>
      <IconButton small icon="close" label={t('field.close')} onPress={() => studio.experiment.dismissSwitch()} />
    </section>
  );
}
