import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';

/** What a dataset holds, in one line: clips, classes, speakers, transcripts or phones, minutes, rates, room on the disk. */
export function DatasetFacts({ dataset }: { readonly dataset: DatasetSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clips, classes, speakers, transcripts, phones, noises, seconds, rates, kind, keptBytes } = dataset;
  const counted = (count: number) => ({ count, value: formats.count(count) });
  const facts = [
    t('dataset.clips', counted(clips)),
    classes.length > 0 && t('dataset.classes', counted(classes.length)),
    speakers > 0 ? t('dataset.speakers', counted(speakers)) : t('dataset.speakersUnknown'),
    transcripts > 0 && t('dataset.transcripts', counted(transcripts)),
    phones > 0 && t('dataset.phones', counted(phones)),
    noises > 0 && t('dataset.noises', counted(noises)),
    formats.duration(seconds),
    rates.length > 0 &&
      formats.list(rates.map(({ rateHz }) => t('dataset.rate', { value: formats.decimal(rateHz / 1000, 3) }))),
    kind === 'own' && t('dataset.disk', { value: formats.bytes(keptBytes) }),
  ];
  return <>{facts.filter((fact) => fact !== false).join(' · ')}</>;
}
