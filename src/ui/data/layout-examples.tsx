import { useTranslation } from 'react-i18next';
import type { LayoutExample } from '../../engine/data/dataset.ts';

/** What is read of the first files. */
export function LayoutExamples({ examples }: { readonly examples: readonly LayoutExample[] }) {
  const { t } = useTranslation();
  if (examples.length === 0) return null;
  return (
    <ul className="layout-examples" aria-label={t('layout.examples')}>
      {examples.map(({ file, label, speaker, transcript }, at) => (
        <li key={`${file} ${at}`}>
          <bdi className="example-file">{file}</bdi>
          <span>
            {[
              label === null ? transcript === null && t('layout.noLabel') : t('clip.quoted', { word: label }),
              transcript,
              speaker !== null && t('clip.voice', { voice: speaker }),
            ]
              .filter((part) => typeof part === 'string')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
