import { useTranslation } from 'react-i18next';
import type { PhoneSummary } from '../../engine/tasks/frames/describe-phones.ts';
import { useFormats } from '../i18n/format.ts';
import { SkippedFiles } from './skipped-files.tsx';

/** That phones have times: of how many utterances, which, and what is left out. */
export function PhoneFacts({ phones }: { readonly phones: PhoneSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { symbols, scored, frames, clips, unknown, leftOut } = phones;
  const [total, all] = [clips, frames].map(({ train, validation, test }) => train + validation + test);
  return (
    <div className="sentence-facts">
      <p>
        {t('phones.these', { count: total, value: formats.count(total!), frames: formats.count(all!) })}{' '}
        {t('phones.learnt', {
          count: symbols.length,
          value: formats.count(symbols.length),
          scored: formats.count(scored.length),
        })}{' '}
        {t('phones.judged')}
      </p>
      <p className="sentence-symbols" aria-label={t('phones.symbolsLabel')} role="group">
        {symbols.map((symbol) => (
          <span key={symbol}>{symbol}</span>
        ))}
      </p>
      {unknown.length > 0 && (
        <p className="term">
          {t('phones.unknown', { list: formats.list(unknown.slice(0, 10).map(({ symbol }) => symbol)) })}
        </p>
      )}
      <SkippedFiles skipped={leftOut} counted="sentences.leftOut" />
    </div>
  );
}
