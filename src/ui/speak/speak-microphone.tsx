import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { MicrophoneChoice } from '../recording/microphone-choice.tsx';
import { useStudio } from '../shell/studio-context.tsx';

/** The microphone that listens, the same as records. */
export function SpeakMicrophone() {
  const { t } = useTranslation();
  const { input } = useStudio();
  useEffect(() => input.attend(), [input]);
  return (
    <details className="speak-microphone">
      <summary>{t('recording.device')}</summary>
      <MicrophoneChoice />
    </details>
  );
}
