import { memo, useDeferredValue, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { nextTurn } from '../../engine/core/turn.ts';
import { pause, runCommand, step, stop } from '../../state/commands.ts';
import type { Command } from '../../state/commands.ts';
import { Button } from '../kit/button.tsx';
import type { IconName } from '../kit/icon.tsx';
import { press } from '../shell/press.ts';
import { useRun, useStudio } from '../shell/studio-context.tsx';
import { Activity } from './activity.tsx';
import './run-bar.css';

/** Run, pause, step, stop, and one sentence that tells what happens now. */
export function RunBar() {
  const { t } = useTranslation();
  const progress = useRun((state) => state.view.progress);
  const status = useRun((state) => state.view.status);
  const underWay = status === 'preparing' || status === 'running' || status === 'paused';
  const atWork = useDeferredValue(underWay && status !== 'paused');
  return (
    <section className="run-bar" aria-label={t('runBar.label')}>
      <div
        className={`run-progress${underWay ? '' : ' still-standing'}`}
        role="progressbar"
        aria-label={t('runBar.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * progress)}
      >
        <span style={{ scale: `${progress} 1` }} />
      </div>
      <div className="run-buttons" role="group" aria-label={t('runBar.buttons')}>
        <RunButton command={runCommand} icon="play" primary={!atWork} takesFocusOf="pause" />
        <RunButton command={pause} icon="pause" primary={false} takesFocusOf="run" />
        <RunButton command={step} icon="step" primary={false} />
        <RunButton command={stop} icon="stop" primary={false} />
      </div>
      <Activity />
      <p className="run-key" aria-hidden="true">
        <kbd>{t('runBar.space')}</kbd> {t('runBar.keyHelp')}
      </p>
    </section>
  );
}

interface RunButtonProps {
  readonly command: Command;
  readonly icon: IconName;
  readonly primary: boolean;
  /** When that button had the focus and became idle, this one takes it: the keyboard stays where it was. */
  readonly takesFocusOf?: string;
}

/** Drawn anew when it can or cannot be pressed, not as the run goes on. */
const RunButton = memo(function RunButton({ command, icon, primary, takesFocusOf }: RunButtonProps) {
  const { t } = useTranslation();
  const studio = useStudio();
  const button = useRef<HTMLButtonElement>(null);
  const isEnabled = () => command.enabled(studio);
  const now = [
    useStore(studio.run, isEnabled),
    useStore(studio.dataset, isEnabled),
    useStore(studio.experiment, isEnabled),
  ].every(Boolean);
  // The sentence answers at once, the four buttons in slices after it.
  const enabled = useDeferredValue(now);
  useEffect(() => {
    if (!enabled || takesFocusOf === undefined || lastPressed !== takesFocusOf) return;
    let wanted = true;
    // The browser lays the page out for it: not in the middle of the drawing.
    void nextTurn().then(() => {
      const { activeElement } = document;
      const orphaned = activeElement === document.body || activeElement?.matches('.run-buttons button:disabled');
      if (wanted && orphaned) button.current?.focus({ preventScroll: true });
    });
    return () => {
      wanted = false;
    };
  }, [enabled, takesFocusOf]);
  return (
    <Button
      ref={button}
      look={primary ? 'primary' : 'plain'}
      icon={icon}
      isDisabled={!enabled}
      onPress={() => {
        lastPressed = command.id;
        void press(command, studio);
      }}
    >
      {t(`commands.${command.id}`)}
    </Button>
  );
});

/** Which of the buttons was pressed last; the focus follows it from Run to Pause and back. */
let lastPressed = '';
