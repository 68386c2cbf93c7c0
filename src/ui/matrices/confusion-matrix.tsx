import { memo, useId, useMemo, useState } from 'react';
import type { CSSProperties } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useTranslation } from 'react-i18next';
import type { CastRole } from '../../state/cast.ts';
import { confusions } from '../../state/confusions.ts';
import { useFormats } from '../i18n/format.ts';
import { Swatch } from '../charts/series.tsx';
import { usePartsInTurn } from '../shell/draw-turns.ts';
import './matrices.css';

/** A matrix of 20 classes has 400 cells, one of 39 phones 1,521: about so many are mounted in one go. */
const CELLS_A_PART = 100;

export interface ConfusionMatrixProps {
  readonly role: CastRole;
  readonly classes: readonly string[];
  /** [K*K] counts, row = true class. */
  readonly counts: readonly number[];
  /** On the test voices, or so far on the validation voices. */
  readonly split: 'test' | 'validation';
}

/** Which class was taken for which: rows are what was said, columns what was heard. */
export const ConfusionMatrix = memo(function ConfusionMatrix({ role, classes, counts, split }: ConfusionMatrixProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const titleId = useId();
  const [wide, setWide] = useState(false);
  const [spot, setSpot] = useState<readonly [number, number] | null>(null);
  const goes = Math.max(1, Math.ceil(classes.length ** 2 / CELLS_A_PART));
  const parts = usePartsInTurn(goes);
  const rows = useMemo(() => rowsOf(counts, classes.length), [counts, classes.length]);
  const worst = useMemo(() => confusions(counts, classes.length).slice(0, 3), [counts, classes.length]);
  const said = (row: number, column: number) =>
    t(row === column ? 'matrix.right' : 'matrix.wrong', {
      said: classes[row],
      heard: classes[column],
      count: rows[row]?.[column] ?? 0,
      times: formats.count(rows[row]?.[column] ?? 0),
    });
  return (
    <section className={`matrix ${role}${wide ? ' wide' : ''}`} aria-labelledby={titleId}>
      <header className="matrix-head">
        <Swatch role={role} />
        <h3 id={titleId}>
          <span className="hidden-visually">{t('matrix.title', { model: t(`cast.${role}Lower`) })}</span>
          <span aria-hidden="true">{t(`cast.${role}`)}</span>
        </h3>
        <span className="chart-unit">{t(`matrix.${split}`)}</span>
        <ToggleButton className="chart-option matrix-option" isSelected={wide} onChange={setWide}>
          {t('matrix.enlarge')}
        </ToggleButton>
      </header>
      <div className="matrix-frame" tabIndex={0} role="group" aria-label={t('matrix.frame')}>
        <table
          className="matrix-table"
          style={{ '--classes': classes.length, '--longest': longestOf(classes) } as CSSProperties}
          onPointerLeave={() => setSpot(null)}
        >
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col">
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, Math.ceil((rows.length * parts) / goes)).map((cells, row) => {
              const total = cells.reduce((sum, count) => sum + count, 0);
              return (
                <tr key={classes[row]}>
                  <th scope="row">{classes[row]}</th>
                  {cells.map((count, column) => (
                    <td
                      key={classes[column]}
                      className={cellClass(count / (total || 1), row === column)}
                      style={{ '--share': count / (total || 1) } as CSSProperties}
                      onPointerEnter={() => setSpot([row, column])}
                    >
                      {count > 0 && <span>{count}</span>}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="matrix-note">{spot ? said(...spot) : worstWords(worst, said, t)}</p>
    </section>
  );
});

function worstWords(
  worst: ReturnType<typeof confusions>,
  said: (row: number, column: number) => string,
  t: ReturnType<typeof useTranslation>['t'],
): string {
  const first = worst[0];
  return first ? t('matrix.mostOften', { what: said(first.row, first.column) }) : t('matrix.none');
}

function rowsOf(counts: readonly number[], classes: number): readonly (readonly number[])[] {
  return Array.from({ length: classes }, (_, row) => counts.slice(row * classes, (row + 1) * classes));
}

/** Width of the longest name, in digits of its font. */
function longestOf(names: readonly string[]): number {
  return Math.max(...names.map((name) => [...name].reduce((sum, sign) => sum + (sign < '\u2e80' ? 1 : 2), 0)));
}

function cellClass(share: number, right: boolean): string {
  if (share === 0) return 'none';
  return `${right ? 'right' : 'wrong'}${share > 0.5 ? ' strong' : ''}`;
}
