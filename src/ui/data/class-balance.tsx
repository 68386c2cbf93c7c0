import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';

/** How many clips each class has, as bars. */
export function ClassBalance({
  classes,
}: {
  readonly classes: readonly { readonly name: string; readonly clips: number }[];
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const most = Math.max(1, ...classes.map(({ clips }) => clips));
  return (
    <ul className="balance" tabIndex={0} aria-label={t('dataset.balance')}>
      {classes.map(({ name, clips }) => (
        <li key={name}>
          <span className="balance-bar" aria-hidden="true" style={{ width: `${(100 * clips) / most}%` }} />
          <span className="balance-name">{name}</span>
          <span className="balance-count">{formats.count(clips)}</span>
        </li>
      ))}
    </ul>
  );
}
