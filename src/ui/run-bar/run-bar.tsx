import { memo, useDeferredValue, useEffect, useRef, useState } from 'react';
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
        <RunButton command={runCommand} icon="play" primary={!atWork} relieves={PAUSE_AND_STOP} />
        <RunButton command={pause} icon="pause" relieves={RUN} />
        <RunButton command={step} icon="step" />
        <RunButton command={stop} icon="stop" />
      </div>
      <Activity />
      <p className="run-key" aria-hidden="true">
        <kbd>{t('runBar.space')}</kbd> {t('runBar.keyHelp')}
      </p>
    </section>
  );
}

const RUN = [runCommand];
const PAUSE_AND_STOP = [pause, stop];

interface RunButtonProps {
  readonly command: Command;
  readonly icon: IconName;
  readonly primary?: boolean;
  /** Where one of these has the focus and becomes idle as this one can be pressed, it takes it: the keyboard stays here. */
  readonly relieves?: readonly Command[];
}

/** Drawn anew when it can or cannot be pressed, not as the run goes on. */
const RunButton = memo(function RunButton({ command, icon, primary = false, relieves }: RunButtonProps) {
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
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    if (!enabled || !relieves) return;
    let wanted = true;
    // The browser lays the page out for it: not in the middle of the drawing.
    void nextTurn().then(() => {
      const idle = relieves.filter((other) => !other.enabled(studio));
      const relieved = idle.some(({ id }) => document.activeElement?.matches(`[data-command="${id}"]`));
      if (wanted && relieved) button.current?.focus({ preventScroll: true });
    });
    return () => {
      wanted = false;
    };
  }, [enabled, relieves, studio]);
  return (
    <Button
      ref={button}
      data-command={command.id}
      look={primary ? 'primary' : 'plain'}
      icon={icon}
      // With the focus on it, it would lose it in the middle of the drawing: not before it is relieved.
      isDisabled={!enabled && !focused}
      {...(!enabled && focused && { 'aria-disabled': true })}
      onFocusChange={setFocused}
      onPress={() => void press(command, studio)}
    >
      {t(`commands.${command.id}`)}
    </Button>
  );
});
