import { useTranslation } from 'react-i18next';
import { Help } from './help.tsx';
import { IconButton } from './button.tsx';

/** What every field may say of itself besides its label. */
export interface FieldNotes {
  /** At most fifteen words. */
  readonly help?: string | undefined;
  /** Differs from the preset; `onReset` takes it back. */
  readonly changed?: boolean;
  readonly onReset?: (() => void) | undefined;
}

/** Help, the mark of a changed value and its reset, in the line of a field's label. */
export function FieldExtras({ label, help, changed = false, onReset }: FieldNotes & { readonly label: string }) {
  const { t } = useTranslation();
  return (
    <>
      {help !== undefined && help !== '' && <Help term={label}>{help}</Help>}
      {changed && <span className="field-changed" role="img" aria-label={t('field.changed')} />}
      {changed && onReset && <IconButton small icon="reset" label={t('field.reset', { label })} onPress={onReset} />}
    </>
  );
}
