import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../kit/button.tsx';
import { useFormats } from '../i18n/format.ts';
import { processingWords } from '../shell/processing-words.ts';
import { useDataset, useStudio } from '../shell/studio-context.tsx';
import { HearingChoice } from './hearing-choice.tsx';
import { SpectrogramPicture } from './spectrogram-picture.tsx';
import { useClipSound } from './use-clip-sound.ts';
import { useHeard } from './use-heard.ts';
import { Waveform } from './waveform.tsx';
import './clip-panel.css';

/** One clip of the dataset: its word, its sound, its spectrogram. */
export function ClipPanel() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const clip = useDataset((state) => state.clip);
  const playing = useDataset((state) => state.playing);
  const clips = useDataset((state) => state.dataset?.clips ?? 0);
  const sound = useClipSound();
  const heard = useHeard();
  const word = clip?.label ?? clip?.transcript ?? '';
  return (
    <figure className="clip">
      <div className={`clip-picture${playing ? ' playing' : ''}`}>
        {sound && <SpectrogramPicture spectrogram={sound.spectrogram} label={t('clip.picture', { word })} />}
        {sound && <Waveform clip={sound.samples} />}
        {sound && playing && (
          <span
            className="clip-playhead"
            aria-hidden="true"
            style={{ animationDuration: `${sound.samples.samples.length / sound.samples.sampleRateHz}s` }}
          />
        )}
      </div>
      <HearingChoice />
      <figcaption className="clip-foot">
        <Button
          look="plain"
          icon={playing ? 'stop' : 'play'}
          isDisabled={!clip}
          onPress={() => void studio.dataset.play(heard)}
        >
          {playing ? t('clip.silence') : t('clip.play')}
        </Button>
        <span className="clip-word">
          {clip ? (
            <>
              <strong>{t('clip.quoted', { word })}</strong>
              <span className="clip-voice">
                {clip.speaker === null ? t('clip.unknownVoice') : t('clip.voice', { voice: clip.speaker })}
                {' · '}
                {t('clip.seconds', { value: formats.decimal(clip.seconds, 2) })}
              </span>
              {clip.processing && <span className="clip-voice">{processingWords(clip.processing, t, formats)}</span>}
            </>
          ) : (
            <span className="skeleton clip-skeleton" />
          )}
        </span>
        <IconButton
          icon="shuffle"
          label={t('clip.another')}
          isDisabled={!clip}
          onPress={() => {
            studio.dataset.showClip(Math.floor(Math.random() * clips));
            void studio.dataset.play(heard);
          }}
        />
      </figcaption>
    </figure>
  );
}
