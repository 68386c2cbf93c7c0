import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { IconButton } from '../kit/button.tsx';
import { SelectField } from '../kit/select-field.tsx';
import { useDataset, useStudio } from '../shell/studio-context.tsx';

const ALL = '';

/** Every clip of the dataset, by its word and its voice. */
export function ClipPicker() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const dataset = useDataset((state) => state.dataset);
  const clip = useDataset((state) => state.clip);
  const clips = useMemo(() => (dataset ? studio.services.datasets.clips(dataset.id) : []), [studio, dataset]);
  const voices = useMemo(() => [...new Set(clips.flatMap(({ speaker }) => speaker ?? []))].sort(), [clips]);
  if (!dataset || !clip) return null;
  const ofWord = clips.filter(({ label }) => label === clip.label);
  const at = ofWord.findIndex(({ index }) => index === clip.index);
  const show = (index: number | undefined) => {
    if (index !== undefined) studio.dataset.showClip(index);
  };
  const find = (label: string | null, speaker: string | null) =>
    (clips.find((one) => one.label === label && one.speaker === speaker) ?? clips.find((one) => one.label === label))
      ?.index;
  return (
    <div className="clip-picker">
      {dataset.classes.length > 0 && (
        <SelectField
          label={t('clip.word')}
          value={clip.label ?? ALL}
          options={dataset.classes.map(({ name }) => ({ id: name, label: name }))}
          onChange={(label) => show(find(label, clip.speaker))}
        />
      )}
      {voices.length > 0 && (
        <SelectField
          label={t('clip.voiceField')}
          value={clip.speaker ?? ALL}
          options={voices.map((voice) => ({ id: voice, label: voice }))}
          onChange={(voice) => show(find(clip.label, voice))}
        />
      )}
      <div className="clip-steps">
        <IconButton
          icon="left"
          label={t('clip.previous')}
          isDisabled={at <= 0}
          onPress={() => show(ofWord[at - 1]?.index)}
        />
        <span>{t('clip.position', { at: formats.count(at + 1), of: formats.count(ofWord.length) })}</span>
        <IconButton
          icon="right"
          label={t('clip.next')}
          isDisabled={at >= ofWord.length - 1}
          onPress={() => show(ofWord[at + 1]?.index)}
        />
      </div>
    </div>
  );
}
