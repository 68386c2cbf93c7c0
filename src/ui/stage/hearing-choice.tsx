import { useTranslation } from 'react-i18next';
import { hearingsOf } from '../../engine/config/hearing.ts';
import { noisyVersions } from '../../engine/config/noisy-versions.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { Segments } from '../kit/segments.tsx';
import { useDataset, useExperiment, useStudio } from '../shell/studio-context.tsx';
import { useHeard } from './use-heard.ts';

/** One clip, heard and seen clean, noisy, denoised and as the nets get it: those that the settings make differ. */
export function HearingChoice() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const experiment = useExperiment((state) => state.experiment);
  const version = useDataset((state) => state.version);
  const heard = useHeard()?.hearing ?? 'clean';
  const hearings = hearingsOf(experiment);
  const versions = noisyVersions(experiment.data);
  if (hearings.length < 2) return null;
  return (
    <div className="hearing">
      <Segments
        bare
        label={t('clip.hearing.label')}
        value={heard}
        options={hearings.map((id) => ({ id, label: t(`clip.hearing.${id}`) }))}
        onChange={(hearing) => studio.dataset.hear(hearing)}
      />
      {heard !== 'clean' && versions > 1 && (
        <Button small look="quiet" icon="shuffle" onPress={() => studio.dataset.showVersion((version + 1) % versions)}>
          {t('clip.version', { at: formats.count((version % versions) + 1), of: formats.count(versions) })}
        </Button>
      )}
    </div>
  );
}
