import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { SwitchField } from '../kit/switch-field.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useReview, useSaidClips, useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';

/** Whether words that are told are kept as data, whose they are, and the way to them. */
export function KeepSaid() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const { saidClips, review } = studio;
  const on = useSaidClips((state) => state.on);
  const typed = useSaidClips((state) => state.speaker);
  const clipOf = useSaidClips((state) => state.clipOf);
  const canUndo = useSaidClips(({ steps }) => steps.length > 0);
  const clips = useReview((state) => state.clips);
  useEffect(() => void review.load(), [review]);
  const ids = new Set(clips.map(({ id }) => id));
  const kept = [...clipOf.values()].filter((id) => ids.has(id)).length;
  const train = () => {
    studio.live.stop();
    void studio.dataset.stageRecorded().then(() => studio.settings.goTo('train'));
  };
  const look = () => {
    // What is played there is not said to the nets.
    studio.live.stop();
    studio.settings.openRecording('review');
  };
  return (
    <section className="keep-said" aria-label={t('speak.keep.label')}>
      <SwitchField
        label={t('speak.keep.label')}
        help={t('speak.keep.help')}
        on={on}
        onChange={(next) => saidClips.turn(next)}
      />
      {on && (
        <TextField
          label={t('recording.speaker')}
          value={typed ?? clips.at(-1)?.speaker ?? ''}
          onChange={(speaker) => saidClips.nameSpeaker(speaker)}
        />
      )}
      <p className="term" role="status">
        {on &&
          joined(
            [
              t('speak.keep.how'),
              clips.length > 0 &&
                t('speak.keep.count', {
                  count: clips.length,
                  kept: formats.count(kept),
                  value: formats.count(clips.length),
                }),
            ],
            t,
          )}
      </p>
      <KeepTrouble />
      {(on || canUndo) && clips.length + Number(canUndo) > 0 && (
        <div className="actions">
          <Button small onPress={look}>
            {t('speak.keep.look')}
          </Button>
          <Button small isDisabled={clips.length === 0} onPress={train}>
            {t('speak.keep.train')}
          </Button>
          <Button small icon="undo" isDisabled={!canUndo} onPress={() => void saidClips.undo()}>
            {t('recording.undo')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Why the last word was not kept, or not on the disk. */
function KeepTrouble() {
  const { t } = useTranslation();
  const error = useSaidClips((state) => state.error);
  if (!error) return null;
  const { what, why, todo } = errorWords(error, t);
  return (
    <p className="staged-refused" role="alert">
      {error.code.startsWith('file/') ? t('speak.keep.refused') : joined([what, why, todo], t)}
    </p>
  );
}
