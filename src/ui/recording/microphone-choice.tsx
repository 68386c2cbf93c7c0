import { useTranslation } from 'react-i18next';
import { SelectField } from '../kit/select-field.tsx';
import { SwitchField } from '../kit/switch-field.tsx';
import { processingSteps } from '../shell/processing-words.ts';
import { useInput, useRecording, useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import './recording.css';

const BY_ITSELF = '';

/** Which microphone, and what the browser may do to it. */
export function MicrophoneChoice() {
  const { t } = useTranslation();
  const { input } = useStudio();
  const processing = useInput((state) => state.processing);
  return (
    <>
      <DeviceChoice />
      <fieldset className="recording-processing">
        <legend className="field-label">{t('recording.processing')}</legend>
        {processingSteps.map((step) => (
          <SwitchField
            key={step}
            label={t(`recording.steps.${step}`)}
            on={processing[step]}
            onChange={(on) => input.process({ [step]: on })}
          />
        ))}
        <p className="term">{t('recording.processingHelp')}</p>
      </fieldset>
    </>
  );
}

export function DeviceChoice() {
  const { t } = useTranslation();
  const { input } = useStudio();
  const devices = useInput((state) => state.devices);
  const deviceId = useInput((state) => state.deviceId);
  const gone = useInput((state) => state.deviceGone);
  const named = devices.filter(({ label }) => label !== '');
  return (
    <div>
      <SelectField
        label={t('recording.device')}
        value={deviceId ?? BY_ITSELF}
        options={[{ id: BY_ITSELF, label: t('recording.anyDevice') }, ...named.map(({ id, label }) => ({ id, label }))]}
        onChange={(id) => input.choose(id === BY_ITSELF ? null : id)}
      />
      <p role="status" className="term">
        {gone ? t('recording.deviceGone') : ''}
      </p>
    </div>
  );
}

/** What is wrong with the microphone, or with keeping what it hears. */
export function RecordingErrors() {
  const { t } = useTranslation();
  const errors = [useRecording((state) => state.error), useRecording((state) => state.notKept)];
  return errors.map((error) => {
    if (!error) return null;
    const { what, why, todo } = errorWords(error, t);
    return (
      <p key={error.code} className="staged-refused" role="alert">
        {joined([what, why, todo], t)}
      </p>
    );
  });
}
