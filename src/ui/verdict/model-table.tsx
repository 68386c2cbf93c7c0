import { useTranslation } from 'react-i18next';
import type { ClassMetrics, ReportModel } from '../../engine/experiment/report.ts';
import type { ErrorRateId } from '../../engine/data/sequences.ts';
import { castRoles } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import { Swatch } from '../charts/series.tsx';
import { useFormats } from '../i18n/format.ts';

const ofClasses: readonly (keyof ClassMetrics)[] = ['accuracy', 'precision', 'recall', 'f1'];
const ofErrors: readonly ErrorRateId[] = ['wer', 'cer', 'per'];

/** Those that the models were scored by. */
function metricsOf(models: Readonly<Partial<Record<CastRole, ReportModel>>>): readonly string[] {
  const [first] = Object.values(models);
  return [...ofClasses, ...ofErrors].filter((key) => first && key in first.metrics);
}

/** Those that are told of greedy decoding too, where a beam was searched. */
function greedyRates(models: Readonly<Partial<Record<CastRole, ReportModel>>>): readonly ErrorRateId[] {
  const [first] = Object.values(models);
  const { decoding } = first ?? {};
  return decoding?.decoder === 'beam' ? ofErrors.filter((key) => key in decoding.greedy) : [];
}

/** Teacher and students side by side: scores on the test voices, size, measured speed. */
export function ModelTable({
  models,
  ofFrames,
}: {
  readonly models: Readonly<Partial<Record<CastRole, ReportModel>>>;
  /** Scores are those of frames. */
  readonly ofFrames: boolean;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const rows: readonly (readonly [string, (model: ReportModel) => string])[] = [
    ...metricsOf(models).map(
      (key) =>
        [
          t(`metrics.${ofFrames && key === 'accuracy' ? 'frameAccuracy' : key}.name`),
          ({ metrics }: ReportModel) => formats.percent((metrics as Readonly<Record<string, number>>)[key] ?? NaN, 1),
        ] as const,
    ),
    ...greedyRates(models).map(
      (key) =>
        [
          t('verdict.greedily', { rate: t(`metrics.${key}.short`) }),
          ({ decoding }: ReportModel) =>
            formats.percent((decoding?.decoder === 'beam' ? decoding.greedy[key] : undefined) ?? NaN, 1),
        ] as const,
    ),
    [t('cost.parameters'), ({ parameters }) => formats.compact(parameters)],
    [t('cost.macs'), ({ macs }) => formats.compact(macs)],
    [t('cost.bytes'), ({ bytes }) => formats.bytes(bytes)],
    [t('cost.msPerClip'), ({ msPerClip }) => (msPerClip === undefined ? '' : formats.milliseconds(msPerClip))],
  ];
  const shown = castRoles.flatMap((role) => {
    const model = models[role];
    return model ? [{ role, model }] : [];
  });
  return (
    <table className="model-table">
      <caption className="hidden-visually">{t('verdict.table')}</caption>
      <thead>
        <tr>
          <td />
          {shown.map(({ role }) => (
            <th key={role} scope="col" className={role}>
              <Swatch role={role} />
              {t(`cast.${role}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, show]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {shown.map(({ role, model }) => (
              <td key={role}>{show(model)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
