import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { useLive } from '../shell/studio-context.tsx';

/** How long the last answer took from the end of the word: what was waited for, and what was computed. */
export function AnswerTime({ nets }: { readonly nets: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const sound = useLive(({ heard }) => heard.find((entry) => entry.sound.answers.length > 0)?.sound);
  if (!sound) return null;
  const { waitMs, computeMs } = sound;
  return (
    <p className="answer-time">
      {t('speak.answerTime', {
        count: nets,
        waited: formats.milliseconds(waitMs),
        computed: formats.milliseconds(computeMs),
      })}
    </p>
  );
}
