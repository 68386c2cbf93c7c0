import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { Stretch } from '../../engine/data/trim.ts';
import { canSplit, minSamples } from '../../state/recording/clip-edits.ts';
import type { Spectrogram } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { processingWords } from '../shell/processing-words.ts';
import { useExperiment, useReview, useStudio } from '../shell/studio-context.tsx';
import { joined } from '../shell/words.ts';
import { SpectrogramPicture } from '../stage/spectrogram-picture.tsx';
import { Waveform } from '../stage/waveform.tsx';
import { TimeHandle } from './time-handle.tsx';
import '../stage/clip-panel.css';

/** A take as it was recorded: what of it is the clip, moved by drag or key, heard, and cut in two. */
export function ClipEditor({ clip }: { readonly clip: RecordedClip }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { review } = useStudio();
  const heard = useReview((state) => state.heard === clip.id);
  const [draft, setDraft] = useState<Stretch | null>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const { start, end } = draft ?? clip;
  const middle = Math.min(end, Math.max(start, wanted ?? Math.round((start + end) / 2)));
  const word = clip.label ?? t('recording.backgroundClip');
  const least = minSamples(clip);
  const done = () => {
    if (draft) void review.trim(clip.id, draft);
    setDraft(null);
  };
  const share = (sample: number) => `${(100 * sample) / clip.takeLength}%`;
  const handle = {
    length: clip.takeLength,
    sampleRateHz: clip.sampleRateHz,
    onDone: done,
  };
  return (
    <figure className="clip editor">
      <div className="clip-picture editor-picture">
        <TakePicture takeId={clip.takeId} sampleRateHz={clip.sampleRateHz} word={word} />
        <span className="editor-off" style={{ insetInlineStart: 0, width: share(start) }} />
        <span className="editor-off" style={{ insetInlineEnd: 0, width: share(clip.takeLength - end) }} />
        <TimeHandle
          {...handle}
          kind="start"
          label={t('recording.start')}
          at={start}
          min={0}
          max={end - least}
          onMove={(sample) => setDraft({ start: sample, end })}
        />
        <TimeHandle
          {...handle}
          kind="end"
          label={t('recording.end')}
          at={end}
          min={start + least}
          max={clip.takeLength}
          onMove={(sample) => setDraft({ start, end: sample })}
        />
        <TimeHandle
          {...handle}
          kind="middle"
          label={t('recording.middle')}
          at={middle}
          min={start}
          max={end}
          onMove={setWanted}
          onDone={() => undefined}
        />
      </div>
      <figcaption className="editor-foot">
        <div className="actions">
          <Button icon={heard ? 'stop' : 'play'} onPress={() => void review.hear({ ...clip, start, end })}>
            {heard ? t('clip.silence') : t('clip.play')}
          </Button>
          <Button
            isDisabled={!canSplit(clip, middle)}
            onPress={() => {
              void review.split(clip.id, middle);
              setWanted(null);
            }}
          >
            {t('recording.split')}
          </Button>
        </div>
        <p className="term">
          {joined(
            [
              t('recording.told', {
                seconds: formats.fixed((end - start) / clip.sampleRateHz, 2),
                rate: formats.decimal(clip.sampleRateHz / 1000, 3),
                speaker: clip.speaker === '' ? t('clip.unknownVoice') : t('clip.voice', { voice: clip.speaker }),
              }),
              processingWords(clip.processing, t, formats),
              ...clip.flaws.map((flaw) => t(`recording.flaws.${flaw}`)),
            ],
            t,
          )}
        </p>
      </figcaption>
    </figure>
  );
}

interface TakePictureProps {
  readonly takeId: string;
  readonly sampleRateHz: number;
  readonly word: string;
}

/** The whole take, as the nets' front end and the ear have it. */
function TakePicture({ takeId, sampleRateHz, word }: TakePictureProps) {
  const { t } = useTranslation();
  const { recordings } = useStudio().services;
  const frontEnd = useExperiment((state) => state.experiment.frontEnd);
  const [picture, setPicture] = useState<Spectrogram | null>(null);
  const sound = useMemo(() => recordings.samples({ takeId, sampleRateHz }), [recordings, takeId, sampleRateHz]);
  useEffect(() => {
    let isWanted = true;
    recordings.spectrogram({ takeId, sampleRateHz }, frontEnd).then(
      (made) => isWanted && setPicture(made),
      // Without a picture the wave is there still.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [recordings, takeId, sampleRateHz, frontEnd]);
  return (
    <>
      {picture ? (
        <SpectrogramPicture spectrogram={picture} label={t('clip.picture', { word })} />
      ) : (
        <span className="spectrogram" />
      )}
      <Waveform clip={sound} />
    </>
  );
}
