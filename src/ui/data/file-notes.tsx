import { useTranslation } from 'react-i18next';
import type { FileNote } from '../../engine/data/dataset.ts';
import { useFormats } from '../i18n/format.ts';

/** That are listed of a kind. */
const MOST = 200;

/** What was done to files that are used: a line a kind, which opens to the files. */
export function FileNotes({ notes }: { readonly notes: readonly FileNote[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return [...new Set(notes.map(({ code }) => code))].map((code) => {
    const files = notes.filter((note) => note.code === code);
    return (
      <details className="skipped" key={code}>
        <summary>{t(`dataset.notes.${code}`, { count: files.length, value: formats.count(files.length) })}</summary>
        <ul>
          {files.slice(0, MOST).map(({ file }, index) => (
            <li key={`${file} ${index}`} className="skipped-file">
              {file}
            </li>
          ))}
          {files.length > MOST && <li>{t('dataset.more', { value: formats.count(files.length - MOST) })}</li>}
        </ul>
      </details>
    );
  });
}
