import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classScores } from '../../engine/metrics/score-kinds.ts';
import { castOf, castRoles } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import type { RunView } from '../../state/run-view.ts';
import { Swatch } from '../charts/series.tsx';
import { useInTurn } from '../shell/draw-turns.ts';
import { useRun } from '../shell/studio-context.tsx';
import { useClassNames } from '../shell/use-class-names.ts';
import { useDrawnRun } from '../shell/use-drawn-run.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';

/** Who takes what for what, teacher and students side by side, each in its place from the first scores on. */
export function Matrices() {
  const { t } = useTranslation();
  const experiment = useRun((state) => state.experiment);
  const cast = experiment && castOf(experiment.trainings);
  const judged = useRun(({ view }) => castRoles.some((role) => scoresOf(view, cast?.[role]?.id) !== null));
  const ofPhones = useRun(({ view }) => view.phones !== null);
  const classes = useClassNames();
  const shown = judged && classes.length > 0;
  return (
    <div className="matrices">
      {shown && (
        <>
          <h2 className="section-title">{t(ofPhones ? 'matrix.headingPhones' : 'matrix.heading')}</h2>
          <p className="section-help">{t(ofPhones ? 'matrix.helpPhones' : 'matrix.help')}</p>
        </>
      )}
      <div className="matrices-row">
        {shown &&
          castRoles.map((role) => (
            <DrawnMatrix key={role} role={role} trainingId={cast?.[role]?.id ?? ''} classes={classes} />
          ))}
      </div>
    </div>
  );
}

interface DrawnMatrixProps {
  readonly role: CastRole;
  readonly trainingId: string;
  readonly classes: readonly string[];
}

/** One matrix: it appears, and follows the run, in turns of its own; until then its place is kept. */
function DrawnMatrix({ role, trainingId, classes }: DrawnMatrixProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const differs = useCallback(
    (drawn: RunView, now: RunView) => scoresOf(drawn, trainingId) !== scoresOf(now, trainingId),
    [trainingId],
  );
  const run = useDrawnRun(frame, differs);
  const appears = useInTurn(true) ?? false;
  const scores = scoresOf(run, trainingId);
  const fits = scores !== null && scores.confusion.length === classes.length ** 2;
  return (
    <div className="matrix-place" ref={frame}>
      {appears && fits ? (
        <ConfusionMatrix
          role={role}
          classes={classes}
          counts={scores.confusion}
          split={run.trainings[trainingId]?.test ? 'test' : 'validation'}
        />
      ) : (
        <div className="matrix">
          <header className="matrix-head">
            <Swatch role={role} />
            <h3>{t(`cast.${role}`)}</h3>
          </header>
          <p className="matrix-wait">{t('matrix.wait')}</p>
        </div>
      )}
    </div>
  );
}

/** On the test voices once these are heard, until then on the validation voices. */
function scoresOf({ trainings }: RunView, trainingId: string | undefined) {
  const training = trainingId === undefined ? undefined : trainings[trainingId];
  const scores = training?.test ?? training?.validation;
  return scores ? classScores(scores) : null;
}
