import { useTranslation } from 'react-i18next';
import { defaultLiveSettings, liveFields, sentenceFields, type LiveField } from '../../engine/config/live-settings.ts';
import { Button } from '../kit/button.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { LiveSlider } from './live-slider.tsx';

const parts = ['words', 'background', 'answers'] as const;

/** How the nets listen, besides the threshold: folded away, and marked where it differs from the default. */
export function LiveSettingsForm() {
  const { t } = useTranslation();
  const { live } = useStudio();
  const settings = useLive((state) => state.settings);
  const differs = ({ key }: LiveField) => settings[key] !== defaultLiveSettings[key];
  const hearsSentences = useLive(({ pair }) => (pair?.sentences ?? null) !== null);
  const ofSentences: readonly string[] = sentenceFields;
  const shown = liveFields.filter(({ key }) =>
    hearsSentences ? ofSentences.includes(key) : key !== 'threshold' && key !== 'restMs',
  );
  const changed = shown.filter(differs).length;
  return (
    <details className="live-settings">
      <summary>
        {t('speak.settings.title')}
        {changed > 0 && <span className="live-changed">{t('speak.settings.changed', { count: changed })}</span>}
      </summary>
      {(hearsSentences ? parts.slice(0, 1) : parts).map((part) => (
        <fieldset key={part}>
          <legend>{t(hearsSentences ? 'speak.sentences.settings' : `speak.settings.parts.${part}`)}</legend>
          {shown
            .filter((field) => field.part === part)
            .map((field) => (
              <LiveSlider key={field.key} field={field} />
            ))}
        </fieldset>
      ))}
      <Button small icon="reset" isDisabled={!liveFields.some(differs)} onPress={() => live.resetSettings()}>
        {t('speak.settings.reset')}
      </Button>
    </details>
  );
}
