import { useEffect } from 'react';
import type { RecordingStore } from '../../state/recording/recording-store.ts';
import { keyForPage } from '../shell/page-keys.ts';

/** Space pauses and goes on, R repeats, S skips. (Escape ends the recording: the dialog hears it.) */
export function useSessionKeys(recording: RecordingStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyForPage(event);
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
