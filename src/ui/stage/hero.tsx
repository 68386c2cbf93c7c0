import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { useDataset, useForecast, useExperiment } from '../shell/studio-context.tsx';
import { usePlanned } from '../shell/use-planned.ts';
import type { Planned } from '../shell/use-planned.ts';
import { useTask } from '../shell/use-task.ts';
import { joined, times } from '../shell/words.ts';
import { ClipPanel } from './clip-panel.tsx';
import { PlannedStill } from './still.tsx';
import './hero.css';

const planWords = { words: 'plan', frames: 'planPhones', ctc: 'planTexts' } as const;

/**
 * The page before the first run: what is there, what will happen, how long it takes here. Not drawn anew as a run begins:
 * it goes then.
 */
export const Hero = memo(function Hero() {
  const { t } = useTranslation();
  const formats = useFormats();
  const planned = usePlanned();
  const preset = useExperiment((state) => state.experiment.preset);
  const asPromised = useExperiment(({ changed }) => [...changed].every((path) => path === 'seed'));
  const task = useTask();
  const isOwn = useDataset(({ dataset }) => dataset?.kind === 'own');
  // A preset promises only for itself on the pack; for sentences there is none, and it promises no figure.
  const isPromised = !isOwn || task !== 'words';
  const seeds = useExperiment((state) => state.seedCount);
  const forecast = useForecast((state) => state.forecast);
  const cannotMeasure = useForecast((state) => state.failed);
  const { labels } = planned;
  const seconds = forecast && forecast.secondsPerSeed * seeds;
  const littleGain = labels !== null && labels.teacher <= labels.students;
  const expected =
    asPromised && isPromised ? t(`config.presets.${preset}.expect`) : littleGain ? t('hero.littleGain') : null;
  return (
    <section className="hero" aria-labelledby="hero-title">
      <div className="hero-words">
        <h2 id="hero-title">{headline(planned, t, formats)}</h2>
        <p className="hero-plan">
          {joined(
            [
              labels
                ? t(`hero.${planWords[task]}`, {
                    teacher: formats.count(labels.teacher),
                    students: formats.count(labels.students),
                  })
                : t('hero.loading'),
              seconds !== null && t('hero.takes', { value: formats.about(seconds) }),
              isOwn &&
                forecast !== null &&
                t('hero.room', {
                  memory: formats.bytes(forecast.memoryBytes),
                  disk: formats.bytes(forecast.diskBytes),
                }),
              forecast !== null && forecast.inPortions && t('hero.portions'),
              seconds === null && !cannotMeasure && t('hero.measuring'),
            ],
            t,
          )}
        </p>
        {expected && <p className="hero-expect">{expected}</p>}
      </div>
      <ClipPanel />
      <PlannedStill />
    </section>
  );
});

function headline(
  { costs }: Planned,
  t: ReturnType<typeof useTranslation>['t'],
  formats: ReturnType<typeof useFormats>,
): string {
  if (!costs.teacher || !costs.distilled) return t('hero.title');
  const ratio = costs.teacher.parameters / costs.distilled.parameters;
  return ratio >= 1.2 ? t('hero.smaller', { times: times(ratio, formats) }) : t('hero.equal');
}
