import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../engine/experiment/report.ts';
import { useFormats } from '../i18n/format.ts';

/** The interval of the gain on a line, with zero marked: what crosses zero proves nothing. */
export function GainInterval({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [low, high] = verdict.ci95;
  const from = Math.min(0, low) - 2;
  const to = Math.max(0, high) + 2;
  const at = (points: number) => (100 * (points - from)) / (to - from);
  return (
    <div className="interval" aria-hidden="true">
      <span className="interval-zero" style={{ insetInlineStart: `${at(0)}%` }}>
        <span>{t('verdict.zero')}</span>
      </span>
      <span className="interval-range" style={{ insetInlineStart: `${at(low)}%`, width: `${at(high) - at(low)}%` }} />
      <span className="interval-point" style={{ insetInlineStart: `${at(verdict.gainPoints)}%` }}>
        <span>{formats.signed(verdict.gainPoints)}</span>
      </span>
    </div>
  );
}
