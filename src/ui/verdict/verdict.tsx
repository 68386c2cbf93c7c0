import { useTranslation } from 'react-i18next';
import type { Report, ReportModel } from '../../engine/experiment/report.ts';
import type { CastRole } from '../../state/cast.ts';
import { castModels, gapOutcomeOf, judgedOn, outcomeOf } from '../../state/verdict-view.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useRun, useStudio } from '../shell/studio-context.tsx';
import { joined, times } from '../shell/words.ts';
import { GainInterval } from './gain-interval.tsx';
import { ModelTable } from './model-table.tsx';
import './verdict.css';

/** What came of it: the gain in words and numbers, what it cost, and how sure that is. */
export function Verdict({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const knobsTurned = useRun((state) => state.view.marks.length > 0);
  const { verdict } = report;
  const models = castModels(report);
  const outcome = outcomeOf(verdict);
  const judged = report.sentences?.judged ?? null;
  const rate = (role: CastRole) => scoreOf(models[role], judged ?? 'accuracy');
  const words = report.phones ? 'Frames' : judged === null ? '' : 'Errors';
  const decoding = models.distilled?.decoding;
  const ratio = (models.teacher?.parameters ?? 0) / (models.distilled?.parameters ?? 1);
  const speed = (models.teacher?.msPerClip ?? 0) / (models.distilled?.msPerClip ?? Infinity);
  const on = judgedOn(report);
  const caveats = [
    ...(on === null
      ? []
      : [t(`verdict.judgedOn${words}`, { value: formats.count(on), units: judged && t(`metrics.${judged}.units`) })]),
    report.runs.length === 1 ? t('verdict.oneSeed') : t('verdict.seeds', { count: report.runs.length }),
    ...(knobsTurned ? [t('verdict.knobsTurned')] : []),
    ...(report.unlabelled?.speakersKnown === false ? [t('verdict.unlabelledUnknown')] : []),
    ...(report.config.limits.maxSteps === null ? [] : [t('verdict.shortened')]),
    t('verdict.backend', {
      backend: formats.list([...backendsOf(report)].map((name) => t(`backend.names.${name}`))),
      time: formats.duration(report.seconds),
    }),
  ];
  return (
    <section className={`verdict ${outcome}`} aria-label={t('verdict.region')}>
      <div className="verdict-words">
        <h2>
          {t(`verdict.${outcome}${words}`, {
            points: formats.signed(verdict.gainPoints),
            low: formats.fixed(verdict.ci95[0], 1),
            high: formats.fixed(verdict.ci95[1], 1),
            distilled: formats.decimal(rate('distilled'), 0),
            alone: formats.decimal(rate('alone'), 0),
            ...(judged && { units: t(`metrics.${judged}.units`), rate: t(`metrics.${judged}.short`) }),
          })}
        </h2>
        <GainInterval verdict={verdict} />
        <ul className="verdict-facts">
          {ratio > 0 && (
            <li>
              {t('verdict.smaller', { times: times(ratio, formats) })}
              {Number.isFinite(speed) && speed > 0 && t('verdict.faster', { times: times(speed, formats) })}
            </li>
          )}
          <li>{t(`verdict.${gapOutcomeOf(verdict)}`, { value: formats.percent(100 * (verdict.gapClosed ?? 0)) })}</li>
          <li>{t(`verdict.agreement${words}`, { value: formats.percent(verdict.agreement) })}</li>
          <li>
            {t(`verdict.labels${words}`, {
              teacher: formats.count(verdict.labels.teacher),
              students: formats.count(verdict.labels.students),
            })}
          </li>
          {report.unlabelled && (
            <li>
              {t('verdict.unlabelled', {
                count: report.unlabelled.clips,
                clips: formats.count(report.unlabelled.clips),
                minutes: formats.decimal(report.unlabelled.minutes, 1),
              })}
              {report.unlabelled.leftOut.length > 0 &&
                t('verdict.unlabelledLeftOut', { value: formats.count(report.unlabelled.leftOut.length) })}
            </li>
          )}
          {decoding?.decoder === 'beam' && (
            <li>
              {t('verdict.beam', { width: formats.count(decoding.width) })}
              {decoding.sentences > 0 &&
                t('verdict.languageModel', {
                  order: decoding.order,
                  teacher: formats.count(verdict.labels.teacher),
                  students: formats.count(verdict.labels.students),
                })}
            </li>
          )}
        </ul>
        <p className="verdict-caveat">{joined(caveats, t)}</p>
        <div className="actions">
          <Button
            icon="download"
            onPress={() =>
              studio.services.files.save(
                `stillhouse-${report.config.preset}-seed-${report.config.seed}.json`,
                JSON.stringify(report, null, 1),
                'application/json',
              )
            }
          >
            {t('verdict.download')}
          </Button>
        </div>
      </div>
      <ModelTable models={models} ofFrames={report.phones !== undefined} />
    </section>
  );
}

/** Percent; NaN where it is not told. */
function scoreOf(model: ReportModel | undefined, metric: string): number {
  return (model?.metrics as Readonly<Record<string, number>> | undefined)?.[metric] ?? NaN;
}

/** Names of all backends that trained; of a run begun by an earlier version only one is known. */
function backendsOf({ runs, backend }: Report): ReadonlySet<string> {
  const nets = runs.flatMap(({ models }) => Object.values(models));
  return new Set(nets.map((net) => (net.backend ?? backend).name));
}
