import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../engine/core/errors.ts';
import { useFormats } from '../i18n/format.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import { waysOn } from './ways-on.ts';

export interface ErrorBannerProps {
  readonly error: ErrorReport;
  readonly onDismiss?: () => void;
}

/** What happened, why, what to do, and the buttons that do it. */
export function ErrorBanner({ error, onDismiss }: ErrorBannerProps) {
  const { t } = useTranslation();
  const studio = useStudio();
  const { what, why, todo } = errorWords(error, t);
  const { file } = error.params;
  const formats = useFormats();
  return (
    <div className="notice error" role="alert">
      <Icon name="warn" />
      <p>
        <strong>{typeof file === 'string' ? t('page.ofFile', { file, what }) : what}</strong> {joined([why, todo], t)}
      </p>
      {waysOn(error.code, studio).map(({ id, value, take }) => (
        <Button
          key={id}
          onPress={() => {
            onDismiss?.();
            void take();
          }}
        >
          {t(`waysOn.${id}`, value === undefined ? {} : { value: formats.count(value) })}
        </Button>
      ))}
      {onDismiss && <IconButton small icon="close" label={t('field.close')} onPress={onDismiss} />}
    </div>
  );
}
