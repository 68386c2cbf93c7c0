import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveStage, listen } from '../../state/commands.ts';
import { Button } from '../kit/button.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { LiveError } from './live-error.tsx';

export interface StageFrameProps {
  readonly style?: CSSProperties;
  readonly children: ReactNode;
}

/** For an audience: what the nets hear, the two keys that are needed, and nothing else. */
export function StageFrame({ style, children }: StageFrameProps) {
  const { t } = useTranslation();
  const studio = useStudio();
  const status = useLive((state) => state.status);
  const hearing = useLive((state) => state.hearing);
  return (
    <section className={`stage-mode${hearing ? ' hearing' : ''}`} aria-label={t('speak.stage')} style={style}>
      <LiveError />
      {children}
      <div className="stage-key">
        <Button look="quiet" onPress={() => void listen.run(studio)}>
          <kbd>{t('runBar.space')}</kbd> {t(status === 'listening' ? 'speak.stageStop' : 'speak.stageStart')}
        </Button>
        <Button look="quiet" onPress={() => void leaveStage.run(studio)}>
          <kbd>{t('speak.escape')}</kbd> {t('speak.stageLeave')}
        </Button>
      </div>
    </section>
  );
}
