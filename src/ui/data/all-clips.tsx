import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';

const ClipTable = lazy(() => import('./clip-table.tsx').then(({ ClipTable }) => ({ default: ClipTable })));

/** The table of all clips, shown when it is asked for. */
export function AllClips({ dataset }: { readonly dataset: DatasetSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  if (dataset.clips === 0) return null;
  return (
    <div className="all-clips">
      <Button small look="link" aria-expanded={open} onPress={() => setOpen(!open)}>
        {open
          ? t('clipTable.hide')
          : t('clipTable.show', { count: dataset.clips, value: formats.count(dataset.clips) })}
      </Button>
      {open && (
        <Suspense fallback={<span className="skeleton clip-table-skeleton" />}>
          <ClipTable key={dataset.id} dataset={dataset} />
        </Suspense>
      )}
    </div>
  );
}
