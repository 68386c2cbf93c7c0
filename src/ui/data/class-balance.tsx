import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';

/** That are listed: a table can name a class for every clip. */
const MOST = 500;

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
      {classes.slice(0, MOST).map(({ name, clips }) => (
        <li key={name}>
          <span className="balance-bar" aria-hidden="true" style={{ width: `${(100 * clips) / most}%` }} />
          <span className="balance-name">{name}</span>
          <span className="balance-count">{formats.count(clips)}</span>
        </li>
      ))}
      {classes.length > MOST && <li>{t('dataset.more', { value: formats.count(classes.length - MOST) })}</li>}
    </ul>
  );
}
