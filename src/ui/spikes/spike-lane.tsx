import { memo, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import type { Spike } from '../../engine/decode/spikes.ts';
import { compareSpikes } from '../../engine/metrics/compare-spikes.ts';
import type { NetLook, UtteranceLook } from '../../engine/live/look-at.ts';
import type { CastRole } from '../../state/cast.ts';
import { Swatch } from '../charts/series.tsx';
import { useFormats } from '../i18n/format.ts';
import { joined } from '../shell/words.ts';
import { shownSymbol } from '../shell/symbols.ts';
import { blankLine, posteriorPaths } from './posterior-paths.ts';
import { raisedAmong } from './raised-names.ts';

export interface SpikeLaneProps {
  readonly role: CastRole;
  readonly net: NetLook;
  readonly look: Pick<UtteranceLook, 'symbols' | 'frames' | 'frameSeconds'>;
  /** Null in the teacher's own lane. */
  readonly teacher: NetLook | null;
  readonly onHear: (spike: Spike, among: readonly Spike[]) => void;
}

/** What one net says when: each symbol's probability over time, the blank's as a line, and the symbols that are heard. */
export const SpikeLane = memo(function SpikeLane({ role, net, look, teacher, onHear }: SpikeLaneProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const titleId = useId();
  const { symbols, frames, frameSeconds } = look;
  const blank = symbols.length - 1;
  const paths = useMemo(() => posteriorPaths(net.posteriors, symbols.length, blank), [net, symbols, blank]);
  const line = useMemo(() => blankLine(net.posteriors, symbols.length, blank), [net, symbols, blank]);
  const named = (spikes: readonly Spike[]) => formats.list(spikes.map(({ symbol }) => shownSymbol(symbols[symbol]!)));
  const compared = useMemo(() => teacher && compareSpikes(teacher.spikes, net.spikes), [teacher, net]);
  const late =
    compared && compared.pairs.length > 0
      ? compared.pairs.reduce((sum, { offset }) => sum + offset, 0) / compared.pairs.length
      : 0;
  const raised = useMemo(() => raisedAmong(net.spikes, frames), [net, frames]);
  const lateMs = Math.round(1000 * late * frameSeconds);
  return (
    <section className={`spike-lane ${role}`} aria-labelledby={titleId}>
      <header className="spike-head">
        <Swatch role={role} />
        <h3 id={titleId}>{t(`cast.${role}`)}</h3>
        <span className="chart-unit">{t('spikes.blank', { value: formats.percent(100 * net.blankShare) })}</span>
      </header>
      <div className="spike-picture">
        <svg viewBox={`0 0 ${frames} 1`} preserveAspectRatio="none" aria-hidden="true">
          {paths.map(({ symbol, path }) => (
            <path key={symbol} className="spike-symbol" d={path} />
          ))}
          <path className="spike-blank" d={line} />
        </svg>
        <ul className="spike-names">
          {net.spikes.map((spike, place) => (
            <li
              key={spike.start}
              className={raised[place] ? 'raised' : undefined}
              style={{ left: `${(100 * (spike.peak + 0.5)) / frames}%` }}
            >
              <Button
                className="spike-name"
                aria-label={t('spikes.hear', {
                  symbol: shownSymbol(symbols[spike.symbol]!),
                  sure: formats.percent(100 * spike.probability),
                })}
                onPress={() => onHear(spike, net.spikes)}
              >
                {shownSymbol(symbols[spike.symbol]!)}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      {compared && (
        <p className="term">
          {joined(
            [
              compared.pairs.length > 0 &&
                (lateMs === 0
                  ? t('spikes.together')
                  : t(lateMs > 0 ? 'spikes.later' : 'spikes.earlier', {
                      value: formats.milliseconds(Math.abs(lateMs)),
                    })),
              compared.missing.length > 0 && t('spikes.missing', { list: named(compared.missing) }),
              compared.extra.length > 0 && t('spikes.extra', { list: named(compared.extra) }),
            ],
            t,
          )}
        </p>
      )}
    </section>
  );
});
