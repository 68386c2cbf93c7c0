import { useEffect, useRef } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { doneOf, type GuidedSession } from '../../state/recording/guided-session.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useRecording, useStudio } from '../shell/studio-context.tsx';
import { lettersOf } from '../shell/letters.ts';
import { joined } from '../shell/words.ts';
import { LevelMeter } from './level-meter.tsx';
import { DeviceChoice, RecordingErrors } from './microphone-choice.tsx';
import { pauseOrGoOn, useSessionKeys } from './use-session-keys.ts';

/** One word after another, large enough to be read from the back of a room. */
export function GuidedTakes() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { recording } = useStudio();
  const session = useRecording((state) => state.session);
  const main = useRef<HTMLButtonElement>(null);
  useSessionKeys(recording);
  useEffect(() => main.current?.focus(), []);
  if (!session) return null;
  const { phase, slots, at, beats } = session;
  const word = slots[at]?.word ?? null;
  const done = doneOf(session);
  const isPaused = phase === 'paused';
  const canChange = phase !== 'opening' && phase !== 'checking';
  return (
    <div className={`guided ${phase}`}>
      <div className="guided-progress">
        <progress value={done} max={slots.length} aria-label={t('recording.progress')} />
        <span className="term">
          {t('recording.done', { done: formats.count(done), total: formats.count(slots.length) })}
        </span>
      </div>
      <p
        className={`guided-word${word === null ? ' room' : ''}`}
        style={{ '--letters': lettersOf(word ?? '') } as CSSProperties}
      >
        <bdi>{word ?? t('recording.room')}</bdi>
      </p>
      <p className="guided-cue" aria-hidden="true">
        {phase === 'countdown' ? (
          <span className="guided-beats">
            {[3, 2, 1].map((beat) => (
              <span key={beat} className={beat === beats ? 'now' : ''}>
                {formats.count(beat)}
              </span>
            ))}
          </span>
        ) : (
          cueOf(session, t)
        )}
      </p>
      {/* Not while it is recorded: a screen reader would be heard. */}
      <p className="hidden-visually" role="status">
        {phase === 'countdown' ? t('recording.next', { word: word ?? t('recording.room') }) : ''}
        {phase === 'told' || isPaused ? cueOf(session, t) : ''}
      </p>
      <LevelMeter />
      <RecordingErrors />
      {isPaused && <DeviceChoice />}
      <div className="actions guided-actions">
        <Button
          ref={main}
          look="primary"
          icon={isPaused ? 'microphone' : 'pause'}
          onPress={() => pauseOrGoOn(recording)}
        >
          {isPaused ? t('recording.resume') : t('recording.pause')} <kbd>{t('recording.keys.space')}</kbd>
        </Button>
        <Button icon="reset" isDisabled={!canChange} onPress={() => recording.repeat()}>
          {t('recording.repeat')} <kbd>R</kbd>
        </Button>
        <Button icon="right" isDisabled={!canChange} onPress={() => recording.skip()}>
          {t('recording.skip')} <kbd>S</kbd>
        </Button>
        <Button icon="stop" onPress={() => recording.stop()}>
          {t('recording.stop')} <kbd>{t('recording.keys.escape')}</kbd>
        </Button>
      </div>
    </div>
  );
}

/** What happens now, or is to be done. */
function cueOf({ phase, slots, at, told, pausedFor }: GuidedSession, t: TFunction): string {
  const isRoom = slots[at]?.word === null;
  switch (phase) {
    case 'opening':
      return t('recording.cue.opening');
    case 'recording':
      return isRoom ? t('recording.cue.hush') : t('recording.cue.speak');
    case 'told':
      if (told?.kind === 'refused') return refusal(told.code, t);
      return told && told.flaws.length > 0
        ? joined([...told.flaws.map((flaw) => t(`recording.flaws.${flaw}`)), t('recording.cue.mayRepeat')], t)
        : t('recording.cue.kept');
    case 'paused':
      return t(`recording.paused.${pausedFor ?? 'person'}`);
    default:
      return t('recording.cue.checking');
  }
}

function refusal(code: string, t: TFunction): string {
  return code === 'file/too-short' ? t('recording.refused.short') : t('recording.refused.silent');
}
