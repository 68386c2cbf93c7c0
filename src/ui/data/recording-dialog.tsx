import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../engine/core/errors.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDataset, useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import { LevelMeter } from './level-meter.tsx';
import { useMicrophone } from './use-microphone.ts';

/** Records labelled clips, one press for the beginning and one for the end; the last one can be taken back. */
export function RecordingDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const [label, setLabel] = useState('');
  const [speaker, setSpeaker] = useState('');
  const labelId = useId();
  const speakerId = useId();
  const labelField = useRef<HTMLInputElement>(null);
  const recorded = useDataset((state) => state.recorded);
  const { state, error, level, open, toggle } = useMicrophone((take) =>
    studio.dataset.addRecording(take, label.trim(), speaker.trim()),
  );
  const ready = label.trim() !== '';
  const press = () => {
    if (!ready) labelField.current?.focus();
    else void (state === 'closed' ? open() : toggle());
  };
  return (
    <Dialog title={t('recording.title')} open onClose={onClose}>
      <p className="term">{t('recording.help')}</p>
      <div className="recording-fields">
        <TextField id={labelId} ref={labelField} label={t('recording.label')} value={label} onChange={setLabel} />
        <TextField id={speakerId} label={t('recording.speaker')} value={speaker} onChange={setSpeaker} />
      </div>
      <LevelMeter level={level} live={state !== 'closed'} />
      {error && <MicrophoneError error={error} />}
      <div className="actions">
        <Button look="primary" icon={state === 'taking' ? 'stop' : 'microphone'} onPress={press}>
          {t(`recording.${state}`)}
        </Button>
        <Button icon="reset" isDisabled={recorded.length === 0} onPress={() => void studio.dataset.undoRecording()}>
          {t('recording.undo')}
        </Button>
        <Button onPress={onClose}>{t('recording.done')}</Button>
      </div>
      <p role="status" className="term">
        {t('recording.count', { count: recorded.length })}
      </p>
    </Dialog>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: React.Ref<HTMLInputElement>;
}

function TextField({ id, label, value, onChange, ref }: TextFieldProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        ref={ref}
        className="text-input"
        value={value}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function MicrophoneError({ error }: { readonly error: ErrorReport }) {
  const { t } = useTranslation();
  const { what, why, todo } = errorWords(error, t);
  return (
    <p className="staged-refused" role="alert">
      {joined([what, why, todo], t)}
    </p>
  );
}
