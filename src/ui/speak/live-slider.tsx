import { useTranslation } from 'react-i18next';
import { defaultLiveSettings, type LiveField } from '../../engine/config/live-settings.ts';
import { useFormats } from '../i18n/format.ts';
import { SliderField } from '../kit/slider-field.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';

/** One setting of how the nets listen; it takes effect on what is listened to. */
export function LiveSlider({ field }: { readonly field: LiveField }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { live } = useStudio();
  const { key, min, max, step, unit } = field;
  const value = useLive((state) => state.settings[key]);
  return (
    <SliderField
      label={t(`speak.settings.${key}.label`)}
      help={t(`speak.settings.${key}.help`)}
      changed={value !== defaultLiveSettings[key]}
      onReset={() => live.adjust(key, defaultLiveSettings[key])}
      {...{ value, min, max, step }}
      show={(shown) => (unit === '%' ? formats.percent(100 * shown, 2) : `${formats.count(shown)} ${unit}`)}
      onCommit={(next) => live.adjust(key, next)}
    />
  );
}
