import { useTranslation } from 'react-i18next';
import type { CastRole } from '../../state/cast.ts';
import type { CurveRow } from '../../state/curve-rows.ts';
import { useFormats } from '../i18n/format.ts';
import { Swatch } from './series.tsx';

export interface CursorValuesProps {
  readonly row: CurveRow | undefined;
  readonly roles: Readonly<Record<string, CastRole>>;
  readonly show: (value: number) => string;
  readonly spoken: boolean;
}

/** The values at the cursor; read aloud where the keyboard moves it. */
export function CursorValues({ row, roles, show, spoken }: CursorValuesProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!row) return null;
  return (
    <div className="cursor-values" role={spoken ? 'status' : undefined}>
      <span className="cursor-step">{t('charts.step', { value: formats.count(row.step) })}</span>
      {Object.entries(row.mean).map(([id, value]) => {
        const role = roles[id] ?? 'alone';
        return (
          <span key={id} className="cursor-line">
            <Swatch role={role} />
            <span>{t(`cast.${role}`)}</span>
            <b>{show(value)}</b>
          </span>
        );
      })}
    </div>
  );
}
