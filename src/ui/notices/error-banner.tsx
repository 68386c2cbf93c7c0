import { useTranslation } from 'react-i18next';
import type { ErrorCode, ErrorReport } from '../../engine/core/errors.ts';
import type { Studio } from '../../state/studio.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';

interface WayOn {
  /** Its words are under `waysOn`. */
  readonly id: 'goOn' | 'tryAgain' | 'usePack' | 'startOver';
  readonly take: (studio: Studio) => Promise<void> | void;
}

const goOn: WayOn = { id: 'goOn', take: (studio) => studio.attempt(() => studio.services.runner.recover()) };
const startOver: WayOn = { id: 'startOver', take: (studio) => studio.startRun({ paused: false }) };

/** The button that an error offers; those without one are mended by what their words say. */
const waysOn: Readonly<Partial<Record<ErrorCode, WayOn>>> = {
  'train/not-finite': goOn,
  'train/out-of-memory': goOn,
  'train/device-lost': goOn,
  'train/worker-died': goOn,
  'train/checkpoint-mismatch': startOver,
  'data/pack-unavailable': { id: 'tryAgain', take: (studio) => studio.dataset.loadPack() },
  'data/missing-own-audio': {
    id: 'usePack',
    take: (studio) => studio.experiment.useSource({ kind: 'pack' }),
  },
};

export interface ErrorBannerProps {
  readonly error: ErrorReport;
  readonly onDismiss?: () => void;
}

/** What happened, why, what to do, and the button that does it. */
export function ErrorBanner({ error, onDismiss }: ErrorBannerProps) {
  const { t } = useTranslation();
  const studio = useStudio();
  const { what, why, todo } = errorWords(error, t);
  const way = waysOn[error.code];
  return (
    <div className="notice error" role="alert">
      <Icon name="warn" />
      <p>
        <strong>{what}</strong> {joined([why, todo], t)}
      </p>
      {way && (
        <Button
          onPress={() => {
            onDismiss?.();
            void way.take(studio);
          }}
        >
          {t(`waysOn.${way.id}`)}
        </Button>
      )}
      {onDismiss && <IconButton small icon="close" label={t('field.close')} onPress={onDismiss} />}
    </div>
  );
}
