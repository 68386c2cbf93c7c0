import { memo, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import type { Spike } from '../../engine/decode/spikes.ts';
import type { NetLook, UtteranceLook } from '../../engine/live/look-at.ts';
import type { CastRole } from '../../state/cast.ts';
import { Swatch } from '../charts/series.tsx';
import { useFormats } from '../i18n/format.ts';
import { posteriorPaths } from './posterior-paths.ts';
import { raisedAmong } from './raised-names.ts';
import { agreementOf } from './agreement-of.ts';

/** A stretch is named from this long on: what flickers would only hide the others. */
const LEAST_SECONDS = 0.04;

export interface PhoneLaneProps {
  readonly role: CastRole;
  readonly net: NetLook;
  readonly look: Pick<UtteranceLook, 'symbols' | 'frames' | 'frameSeconds'>;
  /** Null in the teacher's own lane. */
  readonly teacher: NetLook | null;
  readonly onHear: (stretch: Spike) => void;
}

/** What one net takes each moment for: each phone's probability over time, and the names of those that last. */
export const PhoneLane = memo(function PhoneLane({ role, net, look, teacher, onHear }: PhoneLaneProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const titleId = useId();
  const { symbols, frames, frameSeconds } = look;
  const paths = useMemo(() => posteriorPaths(net.posteriors, symbols.length, null), [net, symbols]);
  const named = useMemo(
    () => net.spikes.filter(({ start, end }) => (end - start) * frameSeconds >= LEAST_SECONDS),
    [net, frameSeconds],
  );
  const raised = useMemo(() => raisedAmong(named, frames), [named, frames]);
  const agreement = useMemo(() => teacher && agreementOf(teacher.spikes, net.spikes, frames), [teacher, net, frames]);
  return (
    <section className={`spike-lane ${role}`} aria-labelledby={titleId}>
      <header className="spike-head">
        <Swatch role={role} />
        <h3 id={titleId}>{t(`cast.${role}`)}</h3>
        {agreement !== null && (
          <span className="chart-unit">{t('spikes.asTeacher', { value: formats.percent(100 * agreement) })}</span>
        )}
      </header>
      <div className="spike-picture">
        <svg viewBox={`0 0 ${frames} 1`} preserveAspectRatio="none" aria-hidden="true">
          {paths.map(({ symbol, path }) => (
            <path key={symbol} className="spike-symbol" d={path} />
          ))}
        </svg>
        <ul className="spike-names">
          {named.map((stretch, place) => (
            <li
              key={stretch.start}
              className={raised[place] ? 'raised' : undefined}
              style={{ left: `${(50 * (stretch.start + stretch.end)) / frames}%` }}
            >
              <Button
                className="spike-name"
                aria-label={t('spikes.hear', {
                  symbol: symbols[stretch.symbol],
                  sure: formats.percent(100 * stretch.probability),
                })}
                onPress={() => onHear(stretch)}
              >
                {symbols[stretch.symbol]}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
});
