import { memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CSSProperties, PointerEvent } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useTranslation } from 'react-i18next';
import type { CastRole } from '../../state/cast.ts';
import { confusions } from '../../state/confusions.ts';
import { useFormats } from '../i18n/format.ts';
import { Swatch } from '../charts/series.tsx';
import { MatrixPart } from './matrix-part.tsx';
import './matrices.css';

/** A matrix of 20 classes has 400 cells, one of 39 phones 1,521: about so many are drawn in one go. */
const CELLS_A_PART = 140;

/** See the container queries of `matrices.css`. */
const MOST_CLASSES = [
  [20, 'figures-few'],
  [24, 'figures-some'],
  [40, 'figures-many'],
] as const;
/** Digits' widths. */
const SHORT_NAME = 6;

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
  const section = useRef<HTMLElement>(null);
  const [wide, setWide] = useState(false);
  // A wide one has a row of its own, which may lie below the window.
  useEffect(() => {
    if (wide) section.current?.scrollIntoView({ block: 'nearest' });
  }, [wide]);
  const [spot, setSpot] = useState<readonly [number, number] | null>(null);
  const rows = useMemo(() => rowsOf(counts, classes.length), [counts, classes.length]);
  const rowsAPart = Math.max(1, Math.floor(CELLS_A_PART / classes.length));
  const worst = useMemo(() => confusions(counts, classes.length).slice(0, 3), [counts, classes.length]);
  const longest = useMemo(() => longestOf(classes), [classes]);
  const said = (row: number, column: number) =>
    t(row === column ? 'matrix.right' : 'matrix.wrong', {
      said: classes[row],
      heard: classes[column],
      count: rows[row]?.[column] ?? 0,
      times: formats.count(rows[row]?.[column] ?? 0),
    });
  return (
    <section ref={section} className={`matrix ${role}${wide ? ' wide' : ''}`} aria-labelledby={titleId}>
      <MatrixHead titleId={titleId} role={role} split={split} wide={wide} onWide={setWide} />
      <div className="matrix-frame" tabIndex={0} role="group" aria-label={t('matrix.frame')}>
        <table
          className={`matrix-table ${roomOf(classes.length, longest)}`}
          style={{ '--classes': classes.length, '--longest': longest } as CSSProperties}
          onPointerOver={(event) => setSpot(spotOf(event))}
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
            {Array.from({ length: Math.ceil(classes.length / rowsAPart) }, (_, part) => (
              <MatrixPart
                key={part}
                classes={classes}
                counts={counts}
                first={part * rowsAPart}
                end={Math.min(classes.length, (part + 1) * rowsAPart)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="matrix-note">{spot ? said(...spot) : worstWords(worst, said, t)}</p>
    </section>
  );
});

interface MatrixHeadProps extends Pick<ConfusionMatrixProps, 'role' | 'split'> {
  readonly titleId: string;
  readonly wide: boolean;
  readonly onWide: (wide: boolean) => void;
}

/** Stays as it is while counts come in. */
const MatrixHead = memo(function MatrixHead({ titleId, role, split, wide, onWide }: MatrixHeadProps) {
  const { t } = useTranslation();
  return (
    <header className="matrix-head">
      <Swatch role={role} />
      <h3 id={titleId}>
        <span className="hidden-visually">{t('matrix.title', { model: t(`cast.${role}Lower`) })}</span>
        <span aria-hidden="true">{t(`cast.${role}`)}</span>
      </h3>
      <span className="chart-unit">{t(`matrix.${split}`)}</span>
      <ToggleButton className="chart-option matrix-option" isSelected={wide} onChange={onWide}>
        {t('matrix.enlarge')}
      </ToggleButton>
    </header>
  );
});

/** The cell under the pointer. */
function spotOf({ target }: PointerEvent): readonly [row: number, column: number] | null {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('tbody td') : null;
  const row = cell?.closest('tr');
  return cell && row ? [row.sectionRowIndex, cell.cellIndex - 1] : null;
}

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

/** How wide the matrix has to be for its figures to find room in their cells, and whether it is never scrolled there. */
function roomOf(classes: number, longest: number): string {
  const [, figures = ''] = MOST_CLASSES.find(([most]) => classes <= most) ?? [];
  return figures === 'figures-few' && longest <= SHORT_NAME ? `${figures} names-short` : figures;
}
