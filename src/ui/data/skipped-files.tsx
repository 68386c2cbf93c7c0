import { useTranslation } from 'react-i18next';
import type { SkippedFile } from '../../engine/data/dataset.ts';
import { useFormats } from '../i18n/format.ts';
import { skippedWords } from '../shell/words.ts';
import { skippedByReason } from './skipped-by-reason.ts';

export interface SkippedFilesProps {
  readonly skipped: readonly SkippedFile[];
  /** The sentence that counts them. */
  readonly counted?: 'dataset.skipped' | 'sentences.leftOut';
}

/** Files that were left out, each with its reason; of very many for one reason the first ones, and how many more. */
export function SkippedFiles({ skipped, counted = 'dataset.skipped' }: SkippedFilesProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (skipped.length === 0) return null;
  return (
    <details className="skipped">
      <summary>{t(counted, { count: skipped.length, value: formats.count(skipped.length) })}</summary>
      <ul>
        {skippedByReason(skipped).flatMap(({ shown, more }) => [
          ...shown.map((file, index) => (
            <li key={`${file.reason} ${index}`}>
              <span className="skipped-file">{file.file}</span> {skippedWords(file, t)}
            </li>
          )),
          more > 0 && (
            <li key={`${shown[0]!.reason} more`}>
              {t('dataset.skippedMore', { count: more, value: formats.count(more), why: skippedWords(shown[0]!, t) })}
            </li>
          ),
        ])}
      </ul>
    </details>
  );
}
