import { useTranslation } from 'react-i18next';
import { classMetrics, type ClassMetrics, type ReportModel } from '../../engine/experiment/report.ts';
import { castRoles } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import { Swatch } from '../charts/series.tsx';
import { useFormats } from '../i18n/format.ts';

/** Teacher and students side by side: scores on the test voices, size, measured speed. */
export function ModelTable({ models }: { readonly models: Readonly<Partial<Record<CastRole, ReportModel>>> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const scored = (key: keyof ClassMetrics) => (model: ReportModel) => {
    const metrics = classMetrics(model);
    return metrics ? formats.percent(metrics[key], 1) : '';
  };
  const rows: readonly (readonly [string, (model: ReportModel) => string])[] = [
    [t('metrics.accuracy.name'), scored('accuracy')],
    [t('metrics.precision.name'), scored('precision')],
    [t('metrics.recall.name'), scored('recall')],
    [t('metrics.f1.name'), scored('f1')],
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
