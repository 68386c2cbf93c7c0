import { useTranslation } from 'react-i18next';
import { presets } from '../../engine/config/presets/catalog.ts';
import { nextTheme, resetAll, undo } from '../../state/commands.ts';
import { languages } from '../i18n/resources.ts';
import { changeLanguage } from '../i18n/index.ts';
import { IconButton } from '../kit/button.tsx';
import type { IconName } from '../kit/icon.tsx';
import { Segments } from '../kit/segments.tsx';
import { SelectField } from '../kit/select-field.tsx';
import { useExperiment, useSettings, useStudio } from '../shell/studio-context.tsx';
import { useTask } from '../shell/use-task.ts';
import { places, type Theme } from '../../state/settings-store.ts';
import { Mark } from './mark.tsx';
import './header.css';

const themeIcons: Readonly<Record<Theme, IconName>> = { system: 'half', light: 'sun', dark: 'moon' };

export function Header() {
  const { t, i18n } = useTranslation();
  const studio = useStudio();
  const preset = useExperiment((state) => state.experiment.preset);
  const canUndo = useExperiment((state) => state.canUndo);
  // The reset is there when something has been changed.
  useExperiment((state) => state.changed);
  const place = useSettings((state) => state.place);
  const task = useTask();
  const isOwn = useExperiment((state) => state.experiment.data.source.kind === 'own');
  // Those of another task have nothing to learn from this data, unless they bring their own.
  const offered = presets.all.filter(({ id, task: own = 'words', changes }) => {
    const bringsData = changes.data?.source !== undefined || (!isOwn && own === 'words');
    return own === task || bringsData || id === preset;
  });
  const theme = useSettings((state) => state.theme);
  return (
    <header className="header">
      <div className="brand">
        <Mark />
        <h1>{t('page.name')}</h1>
        <p className="tagline">{t('page.tagline')}</p>
      </div>
      <div className="header-controls">
        <Segments
          bare
          label={t('header.place.label')}
          value={place}
          options={places.map((id) => ({ id, label: t(`header.place.${id}`) }))}
          onChange={(id) => studio.settings.goTo(id)}
        />
        <div className="preset-field">
          <SelectField
            label={t('header.preset')}
            value={preset}
            options={offered.map(({ id }) => ({ id, label: t(`config.presets.${id}.title`) }))}
            onChange={(id) => studio.experiment.choosePreset(id)}
          />
          <IconButton
            icon="reset"
            label={t('commands.resetAll')}
            isDisabled={!resetAll.enabled(studio)}
            onPress={() => void resetAll.run(studio)}
          />
          <IconButton
            icon="undo"
            label={t('commands.undo')}
            isDisabled={!canUndo}
            onPress={() => void undo.run(studio)}
          />
        </div>
        <SelectField
          label={t('header.language')}
          value={i18n.language}
          options={languages.map((id) => ({ id, label: t(`languages.${id}`) }))}
          onChange={(id) => {
            const language = languages.find((one) => one === id) ?? 'en';
            studio.services.preferences.set('language', language);
            void changeLanguage(language);
          }}
        />
        <IconButton
          icon={themeIcons[theme]}
          label={t(`header.theme.${theme}`)}
          onPress={() => void nextTheme.run(studio)}
        />
      </div>
    </header>
  );
}
