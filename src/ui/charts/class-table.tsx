import { useTranslation } from 'react-i18next';
import { classScores } from '../../engine/metrics/score-kinds.ts';
import { castRoles } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { useCastViews } from '../stage/use-cast-views.ts';

export interface ClassTableProps {
  readonly label: string;
  readonly metric: 'precision' | 'recall' | 'f1';
  readonly classes: readonly string[];
}

/** A metric class by class: the test voices at the end, the validation voices before. */
export function ClassTable({ label, metric, classes }: ClassTableProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const views = useCastViews();
  const shown = castRoles.flatMap((role) => {
    const latest = views[role]?.test ?? views[role]?.validation;
    const scores = latest ? classScores(latest) : null;
    return scores ? [{ role, scores }] : [];
  });
  return (
    <div className="scroll-frame" tabIndex={0} role="group" aria-label={label}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('charts.classColumn')}</th>
            {shown.map(({ role }) => (
              <th key={role} scope="col">
                {t(`cast.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((name, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {shown.map(({ role, scores }) => {
                const value = 100 * (scores.perClass[index]?.[metric] ?? 0);
                return (
                  <td key={role} className={`share-cell ${role}`}>
                    <span className="share-bar" style={{ width: `${value}%` }} aria-hidden="true" />
                    {formats.percent(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
