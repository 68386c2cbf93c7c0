import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { activityOf } from '../../state/activity.ts';
import type { Activity as Happening } from '../../state/activity.ts';
import type { Report } from '../../engine/experiment/report.ts';
import { useFormats } from '../i18n/format.ts';
import type { Formats } from '../i18n/format.ts';
import { useDataset, useForecast, useRun } from '../shell/studio-context.tsx';

/** The spoken sentence follows the shown one when something new begins, and otherwise at most so often. */
const SPOKEN_EVERY_MS = 15_000;

/** One sentence that always tells what happens now. */
export function Activity() {
  const { t } = useTranslation();
  const formats = useFormats();
  const view = useRun((state) => state.view);
  const dataReady = useDataset((state) => state.dataset !== null);
  const forecast = useForecast((state) => state.forecast);
  const happening = activityOf(view, dataReady);
  const sentence = sentenceOf(happening, view.report, forecast?.secondsPerSeed ?? null, t, formats);
  const spoken = useSpoken(sentence, happening.code);
  const left = happening.secondsLeft;
  return (
    <div className="activity">
      <p className="activity-now" aria-hidden="true">
        {sentence}
      </p>
      <p className="activity-left" aria-hidden="true">
        {left !== null && t('runBar.left', { value: formats.duration(left) })}
        {happening.seed && <span> {t('runBar.seed', { ...happening.seed })}</span>}
      </p>
      <p className="hidden-visually" role="status">
        {spoken}
      </p>
    </div>
  );
}

function sentenceOf(
  { code, values }: Happening,
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
    return t('activity.finished', { points: formats.signed(report.verdict.gainPoints) });
  }
  if (code === 'ready' && secondsHere !== null) return t('activity.readyIn', { value: formats.duration(secondsHere) });
  return t(`activity.${code}`, percents);
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
