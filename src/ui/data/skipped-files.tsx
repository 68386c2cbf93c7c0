import { useTranslation } from 'react-i18next';
import type { SkippedFile } from '../../engine/data/dataset.ts';
import { useFormats } from '../i18n/format.ts';
import { skippedWords } from '../shell/words.ts';

/** That are listed: a corpus can leave out tens of thousands. */
const MOST = 200;

/** Files that were left out, each with its reason. */
export function SkippedFiles({ skipped }: { readonly skipped: readonly SkippedFile[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (skipped.length === 0) return null;
  return (
    <details className="skipped">
      <summary>{t('dataset.skipped', { count: skipped.length, value: formats.count(skipped.length) })}</summary>
      <ul>
        {skipped.slice(0, MOST).map((file, index) => (
          <li key={`${file.file} ${index}`}>
            <span className="skipped-file">{file.file}</span> {skippedWords(file, t)}
          </li>
        ))}
        {skipped.length > MOST && <li>{t('dataset.more', { value: formats.count(skipped.length - MOST) })}</li>}
      </ul>
    </details>
  );
}
