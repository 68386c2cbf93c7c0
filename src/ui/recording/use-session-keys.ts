import { useEffect } from 'react';
import type { RecordingStore } from '../../state/recording/recording-store.ts';

/** A space on one of these is its own. */
const TAKES_SPACE = 'button, input, select, textarea';
const TAKES_LETTERS = 'input, select, textarea';

/** Space pauses and goes on, R repeats, S skips. (Escape ends the recording: the dialog hears it.) */
export function useSessionKeys(recording: RecordingStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const key = event.key.toLowerCase();
      const { target } = event;
      if (target instanceof Element && target.closest(key === ' ' ? TAKES_SPACE : TAKES_LETTERS)) return;
      if (key === ' ') pauseOrGoOn(recording);
      else if (key === 'r') recording.repeat();
      else if (key === 's') recording.skip();
      else return;
      event.preventDefault();
    };
    // A page that is hidden is told so, and waits.
    const onHidden = () => {
      if (document.visibilityState === 'hidden') recording.pause('hidden');
    };
    window.addEventListener('keydown', onKey);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      window.removeEventListener('keydown', onKey);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [recording]);
}

export function pauseOrGoOn(recording: RecordingStore): void {
  if (recording.getState().session?.phase === 'paused') recording.resume();
  else recording.pause('person');
}
