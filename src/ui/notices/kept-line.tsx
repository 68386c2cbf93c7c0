import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { useOffline } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import './notices.css';

/** Whether the page opens without a network. */
export function KeptLine() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { status, bytes, error } = useOffline((state) => state);
  if (status === 'unasked') return null;
  if (status === 'kept') return <p className="kept-line">{t('offline.kept', { value: formats.bytes(bytes) })}</p>;
  if (!error) return <p className="kept-line">{t('offline.keeping')}</p>;
  const { what, why, todo } = errorWords(error, t);
  return (
    <p className="kept-line" role="status">
      {joined([what, why, todo], t)}
    </p>
  );
}
