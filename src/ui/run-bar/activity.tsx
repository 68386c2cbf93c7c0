import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { activityOf } from '../../state/activity.ts';
import type { Activity as Happening } from '../../state/activity.ts';
import { outcomeOf } from '../../state/verdict-view.ts';
import type { Report } from '../../engine/experiment/report.ts';
import type { RunForecast } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import type { Formats } from '../i18n/format.ts';
import { useDataset, useExperiment, useForecast, useRun } from '../shell/studio-context.tsx';

/** The spoken sentence follows the shown one when something new begins, and otherwise at most so often. */
const SPOKEN_EVERY_MS = 15_000;

/** One sentence that always tells what happens now. */
export function Activity() {
  const { t } = useTranslation();
  const formats = useFormats();
  const view = useRun((state) => state.view);
  const dataReady = useDataset((state) => state.dataset !== null);
  const forecast = useForecast((state) => state.forecast);
  const seeds = useExperiment((state) => state.seedCount);
  const happening = activityOf(view, dataReady);
  const sentence = sentenceOf(happening, view.report, forecast?.secondsPerSeed ?? null, t, formats);
  const spoken = useSpoken(sentence, happening.code);
  return (
    <div className="activity">
      <p className="activity-now" aria-hidden="true">
        {sentence}
      </p>
      <p className="activity-left" aria-hidden="true">
        {secondLine(happening, view.report, forecast, seeds, t, formats)}
      </p>
      <p className="hidden-visually" role="status">
        {spoken}
      </p>
    </div>
  );
}

/** What belongs to it: time left and seed while it runs, the plan before, the interval after. */
function secondLine(
  { code, remaining, seed }: Happening,
  report: Report | null,
  forecast: RunForecast | null,
  seeds: number,
  t: TFunction,
  formats: Formats,
): string {
  if (code === 'ready' && forecast) {
    return t('runBar.plan', {
      seeds: t('stations.method.seeds', { count: seeds }),
      backend: t(`backend.names.${forecast.backend}`),
    });
  }
  if (code === 'finished' && report) {
    const [low, high] = report.verdict.ci95;
    return t('runBar.interval', { low: formats.fixed(low, 1), high: formats.fixed(high, 1) });
  }
  return [
    remaining ? t(`runBar.left.${remaining.of}`, { value: formats.duration(remaining.seconds) }) : '',
    seed ? t('runBar.seed', { ...seed }) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function sentenceOf(
  { code, values, judged }: Happening,
  report: Report | null,
  secondsHere: number | null,
  t: TFunction,
  formats: Formats,
): string {
  const percents = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      key === 'step' || key === 'steps' ? formats.count(value) : formats.percent(100 * value, key === 'share' ? 0 : 1),
    ]),
  );
  if (code === 'finished' && report) {
    if (outcomeOf(report.verdict) === 'uncertain') return t('activity.finishedUnsure');
    return t('activity.finished', { points: formats.signed(report.verdict.gainPoints) });
  }
  if (code === 'ready' && secondsHere !== null) return t('activity.readyIn', { value: formats.about(secondsHere) });
  return t(`activity.${code}`, { ...percents, ...(judged && { rate: t(`metrics.${judged}.short`) }) });
}

/** A calmer copy of a sentence for screen readers. */
function useSpoken(sentence: string, code: string): string {
  const [spoken, setSpoken] = useState({ sentence, code });
  const [latest, setLatest] = useState(sentence);
  if (latest !== sentence) setLatest(sentence);
  if (spoken.code !== code) setSpoken({ sentence, code });
  useEffect(() => {
    const timer = setInterval(
      () => setLatest((now) => (setSpoken((before) => ({ ...before, sentence: now })), now)),
      SPOKEN_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, []);
  return spoken.sentence;
}
