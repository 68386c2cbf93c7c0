import { useTranslation } from 'react-i18next';
import type { SentenceSummary } from '../../engine/tasks/ctc/describe-sentences.ts';
import { useFormats } from '../i18n/format.ts';
import { shownSymbol } from '../shell/symbols.ts';
import { SkippedFiles } from './skipped-files.tsx';

/** That are listed at once. */
const MOST_SYMBOLS = 100;
const MOST_REPLACED = 40;
/** More than most languages have characters: the output layer would be most of a small net. */
const LARGE = 5000;

/** That these are sentences: how many, of which symbols, what the normaliser did to their texts, and what is left out. */
export function SentenceFacts({ sentences }: { readonly sentences: SentenceSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { vocabulary, clips, judged, replaced, unknown, leftOut } = sentences;
  const { symbols, unit } = vocabulary;
  const total = clips.train + clips.validation + clips.test;
  return (
    <div className="sentence-facts">
      <p>
        {t('sentences.these', { count: total, value: formats.count(total) })}{' '}
        {t(`sentences.symbols.${unit}`, { count: symbols.length, value: formats.count(symbols.length) })}{' '}
        {t('sentences.judged', { rate: t(`metrics.${judged}.name`) })}
      </p>
      {symbols.length > LARGE && (
        <p className="badge-note">{t('sentences.large', { value: formats.count(symbols.length) })}</p>
      )}
      <p className="sentence-symbols" aria-label={t('sentences.symbolsLabel')} role="group">
        {symbols.slice(0, MOST_SYMBOLS).map((symbol) => (
          <span key={symbol}>{shownSymbol(symbol)}</span>
        ))}
        {symbols.length > MOST_SYMBOLS && (
          <span>{t('dataset.more', { value: formats.count(symbols.length - MOST_SYMBOLS) })}</span>
        )}
      </p>
      {replaced.length > 0 && (
        <details className="skipped">
          <summary>
            {t('sentences.normalised', {
              list: formats.list(whatIn(replaced).map((what) => t(`sentences.replaced.${what}`))),
            })}
          </summary>
          <ul>
            {replaced.slice(0, MOST_REPLACED).map(({ what, from, to, count }) => (
              <li key={`${what} ${from}`}>
                {t(to.trim() === '' ? 'sentences.removedOne' : 'sentences.replacedOne', {
                  from,
                  to,
                  count,
                  value: formats.count(count),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {unknown.length > 0 && (
        <p className="term">
          {t('sentences.unknown', {
            list: formats.list(unknown.slice(0, 10).map(({ symbol }) => shownSymbol(symbol))),
          })}
        </p>
      )}
      <SkippedFiles skipped={leftOut} counted="sentences.leftOut" />
    </div>
  );
}

function whatIn(replaced: SentenceSummary['replaced']): readonly SentenceSummary['replaced'][number]['what'][] {
  return [...new Set(replaced.map(({ what }) => what))];
}
