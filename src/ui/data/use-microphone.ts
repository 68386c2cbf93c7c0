import { useEffect, useRef, useState } from 'react';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { ClipSamples, InputLevel, MicrophoneSession } from '../../state/services.ts';
import { useStudio } from '../shell/studio-context.tsx';

export interface MicrophoneUse {
  /** `closed`: not asked for yet, or lost; `open`: listening; `taking`: a take is being recorded. */
  readonly state: 'closed' | 'open' | 'taking';
  readonly error: ErrorReport | null;
  readonly level: InputLevel;
  readonly open: () => Promise<void>;
  /** Begins a take, or ends it and hands it on. */
  readonly toggle: () => Promise<void>;
}

const silence: InputLevel = { peak: 0, rms: 0, clipped: false };

/** The microphone for as long as the component is there. */
export function useMicrophone(onTake: (take: ClipSamples) => Promise<void>): MicrophoneUse {
  const studio = useStudio();
  const session = useRef<MicrophoneSession | null>(null);
  const gone = useRef(false);
  const [state, setState] = useState<MicrophoneUse['state']>('closed');
  const [error, setError] = useState<ErrorReport | null>(null);
  const [level, setLevel] = useState(silence);

  const lost = (report: ErrorReport) => {
    session.current = null;
    setState('closed');
    setLevel(silence);
    setError(report);
  };
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      void session.current?.close();
    };
  }, []);
  return {
    state,
    error,
    level,
    async open() {
      setError(null);
      try {
        const opened = await studio.services.microphone.open(setLevel, lost);
        if (gone.current) return await opened.close();
        session.current = opened;
        opened.startTake();
        setState('taking');
      } catch (thrown) {
        lost(StudioError.from(thrown).toReport());
      }
    },
    async toggle() {
      if (state === 'open') {
        session.current?.startTake();
        setState('taking');
        return;
      }
      try {
        const take = await session.current?.finishTake();
        setState('open');
        if (take) await onTake(take);
      } catch (thrown) {
        lost(StudioError.from(thrown).toReport());
      }
    },
  };
}
