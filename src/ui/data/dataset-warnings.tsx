import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../state/services.ts';

/** What to know before trusting scores on a dataset. */
export function DatasetWarnings({ dataset: { warnings } }: { readonly dataset: DatasetSummary }) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <ul className="dataset-warnings" aria-label={t('dataset.warningsLabel')}>
      {warnings.map(({ code, params }) => (
        <li key={`${code} ${params.split ?? ''}`} className="badge-note">
          {t(`dataset.warnings.${code}`, {
            ...params,
            ...(params.split !== undefined && { split: t(`dataset.splitNames.${params.split}`) }),
          })}
        </li>
      ))}
    </ul>
  );
}
