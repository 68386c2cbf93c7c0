import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanName, wordsToSay } from '../../state/recording/words-to-say.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { SwitchField } from '../kit/switch-field.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useDataset, useRecording, useReview, useStudio } from '../shell/studio-context.tsx';
import { LevelMeter } from './level-meter.tsx';
import { MicrophoneChoice, RecordingErrors } from './microphone-choice.tsx';

/** Of a take with its countdown and a look at it; a guess that is shown as one. */
const SECONDS_A_TAKE = 4;
const MAX_TAKES = 50;
/** So that training, validation and test each get some. */
const TAKES = 5;

/** What is to be said, by whom, how often, and into which microphone. */
export function RecordingSetUp({ onReview }: { readonly onReview: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { recording } = useStudio();
  const classes = useDataset((state) => state.dataset?.classes);
  const recorded = useReview((state) => state.clips);
  const last = recorded.at(-1);
  const isOpen = useRecording(({ microphone }) => microphone !== 'closed');
  const [typed, setTyped] = useState('');
  const [speaker, setSpeaker] = useState<string | null>(null);
  const [takes, setTakes] = useState(TAKES);
  const [background, setBackground] = useState(true);
  const [asked, setAsked] = useState(false);
  const [wordsId, planId] = [useId(), useId()];
  const wordsField = useRef<HTMLTextAreaElement>(null);
  const beginButton = useRef<HTMLButtonElement>(null);
  useEffect(() => wordsField.current?.focus(), []);
  const words = wordsToSay(typed);
  const count = words.length * takes + (background ? 1 : 0);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (words.length === 0) return wordsField.current?.focus();
    const plan = { words, speaker: cleanName(speaker ?? last?.speaker ?? ''), takesAWord: takes, background };
    recording.begin(plan);
  };
  return (
    <form className="recording-set-up" onSubmit={begin}>
      <div className="recording-column">
        <div className="field">
          <label className="field-label" htmlFor={wordsId}>
            {t('recording.words')}
          </label>
          <textarea
            id={wordsId}
            ref={wordsField}
            className="text-input recording-words"
            rows={3}
            value={typed}
            aria-describedby={planId}
            aria-invalid={asked && words.length === 0}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p id={planId} className="term">
            {words.length === 0
              ? t('recording.wordsHelp')
              : t('recording.plan', {
                  count: words.length,
                  words: formats.count(words.length),
                  takes: formats.count(words.length * takes),
                  time: formats.about(count * SECONDS_A_TAKE),
                })}
          </p>
          {classes && classes.length > 0 && (
            <Button
              small
              look="link"
              onPress={() => setTyped([...words, ...classes.map(({ name }) => name)].join(', '))}
            >
              {t('recording.takeWords')}
            </Button>
          )}
        </div>
        <div className="recording-fields">
          <TextField label={t('recording.speaker')} value={speaker ?? last?.speaker ?? ''} onChange={setSpeaker} />
          <NumberField
            label={t('recording.takes')}
            value={takes}
            min={1}
            max={MAX_TAKES}
            step={1}
            integer
            onChange={setTakes}
          />
        </div>
        <SwitchField label={t('recording.background')} on={background} onChange={setBackground} />
        <p className="term">{t('recording.backgroundHelp')}</p>
      </div>
      <div className="recording-column">
        <MicrophoneChoice />
        <LevelMeter />
        <RecordingErrors />
      </div>
      <div className="actions recording-actions">
        <Button ref={beginButton} type="submit" look="primary" icon="microphone">
          {t('recording.begin')}
        </Button>
        <Button
          isDisabled={isOpen}
          onPress={() => {
            // This button is of no use from now on, and one that is disabled loses the keyboard.
            beginButton.current?.focus();
            void recording.listen();
          }}
        >
          {t('recording.try')}
        </Button>
        {recorded.length > 0 && (
          <Button onPress={onReview}>
            {t('recording.goOver', { count: recorded.length, value: formats.count(recorded.length) })}
          </Button>
        )}
      </div>
    </form>
  );
}
