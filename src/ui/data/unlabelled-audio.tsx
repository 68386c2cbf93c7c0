import { useTranslation } from 'react-i18next';
import { underWay } from '../../state/run-view.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useExperiment, useRun, useStudio } from '../shell/studio-context.tsx';
import { datasetName } from '../shell/words.ts';
import { FileChoice } from './own-audio.tsx';
import './data.css';

/** What the distilled student hears without labels: how much, or the ways in for it. */
export function UnlabelledAudio() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const asked = useExperiment((state) => state.experiment.data.unlabelled);
  const audio = useDataset((state) => state.unlabelled);
  const busy = useRun(({ view }) => underWay(view));
  const heard = asked !== null && audio?.fingerprint === asked ? audio : null;
  return (
    <section className="unlabelled" aria-labelledby="unlabelled-title">
      <h3 className="details-part" id="unlabelled-title">
        {t('unlabelled.title')}
      </h3>
      {heard ? (
        <div className="kept-row">
          <p role="status">
            <strong>{datasetName(heard, t)}</strong>{' '}
            {[
              t('dataset.clips', { count: heard.clips, value: formats.count(heard.clips) }),
              t('unlabelled.minutes', { value: formats.decimal(heard.seconds / 60, 1) }),
              ...(heard.speakersKnown ? [] : [t('unlabelled.speakersUnknown')]),
            ].join(' · ')}
          </p>
          <p className="kept-actions">
            <Button
              small
              look="quiet"
              isDisabled={busy}
              onPress={() => studio.experiment.edit({ 'data.unlabelled': null })}
            >
              {t('unlabelled.leaveOut')}
            </Button>
          </p>
        </div>
      ) : (
        <div className="own-audio">
          <FileChoice label={t('unlabelled.files')} folder={false} />
          <FileChoice label={t('unlabelled.folder')} folder />
        </div>
      )}
      <p className="details-help">{t('unlabelled.help')}</p>
    </section>
  );
}
