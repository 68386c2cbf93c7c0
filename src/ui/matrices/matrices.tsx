import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { castRoles } from '../../state/cast.ts';
import { useClassNames } from '../shell/use-class-names.ts';
import type { RunView } from '../../state/run-view.ts';
import { useDrawnRun } from '../shell/use-drawn-run.ts';
import { useCastOf } from '../stage/use-cast-views.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';

/** Who takes what for what, teacher and students side by side; appears with the first scores. */
export function Matrices() {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const views = useCastOf(useDrawnRun(frame, scoresDiffer).trainings);
  const classes = useClassNames();
  const shown = castRoles.flatMap((role) => {
    const view = views[role];
    const scores = view?.test ?? view?.validation;
    const split = view?.test ? ('test' as const) : ('validation' as const);
    return scores && classes.length > 0 && scores.confusion.length === classes.length ** 2
      ? [{ role, counts: scores.confusion, split }]
      : [];
  });
  return (
    <div className="matrices" ref={frame}>
      {shown.length > 0 && (
        <>
          <h2 className="section-title">{t('matrix.heading')}</h2>
          <p className="section-help">{t('matrix.help')}</p>
        </>
      )}
      <div className="matrices-row">
        {shown.map((one) => (
          <ConfusionMatrix key={one.role} classes={classes} {...one} />
        ))}
      </div>
    </div>
  );
}

function scoresDiffer(drawn: RunView, now: RunView): boolean {
  return now.order.some(
    (id) =>
      drawn.trainings[id]?.validation !== now.trainings[id]?.validation ||
      drawn.trainings[id]?.test !== now.trainings[id]?.test,
  );
}
