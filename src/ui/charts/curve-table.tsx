import { useTranslation } from 'react-i18next';
import type { CastRole } from '../../state/cast.ts';
import { curveRows } from '../../state/curve-rows.ts';
import type { SeedCurve } from '../../state/curve-rows.ts';
import { useFormats } from '../i18n/format.ts';

export interface CurveTableProps {
  readonly label: string;
  readonly curves: readonly SeedCurve[];
  readonly roles: Readonly<Record<string, CastRole>>;
  readonly show: (value: number) => string;
}

/** The same curves as numbers. */
export function CurveTable({ label, curves, roles, show }: CurveTableProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className="scroll-frame" tabIndex={0} role="group" aria-label={label}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('charts.stepColumn')}</th>
            {curves.map(({ trainingId }) => (
              <th key={trainingId} scope="col">
                {t(`cast.${roles[trainingId] ?? 'alone'}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curveRows(curves).map((row) => (
            <tr key={row.step}>
              <th scope="row">{formats.count(row.step)}</th>
              {curves.map(({ trainingId }) => {
                const value = row.mean[trainingId];
                return <td key={trainingId}>{value === undefined ? '' : show(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
