import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorScores } from '../../engine/train/events.ts';
import type { CastRole } from '../../state/cast.ts';
import { Swatch } from '../charts/series.tsx';
import { useFormats } from '../i18n/format.ts';
import { shownSymbol } from '../shell/symbols.ts';

export interface NetErrorsProps {
  readonly role: CastRole;
  readonly scores: ErrorScores;
  /** On the test voices, or so far on the validation voices. */
  readonly split: 'test' | 'validation';
}

const kinds = ['substituted', 'deleted', 'inserted'] as const;
const MOST_CONFUSIONS = 8;

/** What one net's error rate is made of, and what it mistakes for what. */
export const NetErrors = memo(function NetErrors({ role, scores, split }: NetErrorsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const titleId = useId();
  const { counts, confusions, judged } = scores;
  const most = Math.max(1, ...kinds.map((kind) => counts[kind]));
  const nothing = (
    <span className="errors-nothing" role="img" aria-label={t('errorKinds.nothing')}>
      ∅
    </span>
  );
  return (
    <section className={`errors-net ${role}`} aria-labelledby={titleId}>
      <header className="errors-head">
        <Swatch role={role} />
        <h3 id={titleId}>
          <span className="hidden-visually">{t('errorKinds.title', { model: t(`cast.${role}Lower`) })}</span>
          <span aria-hidden="true">{t(`cast.${role}`)}</span>
        </h3>
        <span className="chart-unit">{t(`matrix.${split}`)}</span>
      </header>
      <dl className="errors-kinds">
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{t(`errorKinds.${kind}`)}</dt>
            <dd>
              <span className="errors-bar" aria-hidden="true" style={{ width: `${(100 * counts[kind]) / most}%` }} />
              <span>{formats.count(counts[kind])}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="errors-of">
        {t('errorKinds.of', { value: formats.count(counts.symbols), units: t(`metrics.${judged}.units`) })}
      </p>
      {confusions.length === 0 ? (
        <p className="errors-of">{t('errorKinds.none')}</p>
      ) : (
        <table className="figures errors-table">
          <caption>{t('errorKinds.frequent')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('errorKinds.said')}</th>
              <th scope="col">{t('errorKinds.heard')}</th>
              <th scope="col">{t('errorKinds.times')}</th>
            </tr>
          </thead>
          <tbody>
            {confusions.slice(0, MOST_CONFUSIONS).map(({ reference, hypothesis, count }) => (
              <tr key={`${reference ?? ''} ${hypothesis ?? ''}`}>
                <td>{reference === null ? nothing : shownSymbol(reference)}</td>
                <td>{hypothesis === null ? nothing : shownSymbol(hypothesis)}</td>
                <td>{formats.count(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
});
