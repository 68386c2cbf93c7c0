import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import { splitNames } from './split-names.ts';

/** How much trains, validates and tests, and whose choice that is. */
export function DatasetSplits({ dataset }: { readonly dataset: DatasetSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { splits, officialSplits, speakersKnown } = dataset;
  if (!splits) return null;
  const origin = officialSplits.length > 0 ? 'official' : speakersKnown ? 'bySpeaker' : 'byClass';
  return (
    <>
      <ul className="dataset-splits">
        {splitNames.map((name) => (
          <li key={name}>
            {t(speakersKnown ? `dataset.${name}` : `dataset.${name}Clips`, {
              clips: formats.count(splits[name].clips),
              speakers: formats.count(splits[name].speakers),
            })}
          </li>
        ))}
      </ul>
      {dataset.kind === 'own' && <p className="term">{t(`dataset.splitOrigin.${origin}`)}</p>}
    </>
  );
}
