import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import { splitNames } from './split-names.ts';
import { splitOrigin } from './split-origin.ts';

/** How much trains, validates and tests, and whose choice that is. */
export function DatasetSplits({ dataset }: { readonly dataset: DatasetSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { splits, speakersKnown } = dataset;
  if (!splits) return null;
  const counted = (count: number) => ({ count, value: formats.count(count) });
  const whatIn = ({ clips, speakers }: (typeof splits)['train']): string =>
    formats.list([
      t('dataset.clips', counted(clips)),
      ...(speakersKnown ? [t('dataset.voices', counted(speakers))] : []),
    ]);
  return (
    <>
      <ul className="dataset-splits">
        {splitNames.map((name) => (
          <li key={name}>{t(`dataset.${name}`, { what: whatIn(splits[name]) })}</li>
        ))}
      </ul>
      {dataset.kind === 'own' && <p className="term">{t(`dataset.splitOrigin.${splitOrigin(dataset)}`)}</p>}
    </>
  );
}
