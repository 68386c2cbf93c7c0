import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classScores } from '../../engine/metrics/score-kinds.ts';
import { castOf, castRoles } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import type { RunView } from '../../state/run-view.ts';
import { useInTurn } from '../shell/draw-turns.ts';
import { useRun } from '../shell/studio-context.tsx';
import { useClassNames } from '../shell/use-class-names.ts';
import { useDrawnRun } from '../shell/use-drawn-run.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';

/** Who takes what for what, teacher and students side by side; appears with the first scores. */
export function Matrices() {
  const { t } = useTranslation();
  const experiment = useRun((state) => state.experiment);
  const cast = experiment && castOf(experiment.trainings);
  const judged = useRun(({ view }) => castRoles.filter((role) => scoresOf(view, cast?.[role]?.id) !== null).join(' '));
  const ofPhones = useRun(({ view }) => view.phones !== null);
  const classes = useClassNames();
  const shown = castRoles.filter((role) => classes.length > 0 && judged.split(' ').includes(role));
  return (
    <div className="matrices">
      {shown.length > 0 && (
        <>
          <h2 className="section-title">{t(ofPhones ? 'matrix.headingPhones' : 'matrix.heading')}</h2>
          <p className="section-help">{t(ofPhones ? 'matrix.helpPhones' : 'matrix.help')}</p>
        </>
      )}
      <div className="matrices-row">
        {shown.map((role) => (
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

/** One matrix: it appears, and follows the run, in turns of its own. */
function DrawnMatrix({ role, trainingId, classes }: DrawnMatrixProps) {
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
      {appears && fits && (
        <ConfusionMatrix
          role={role}
          classes={classes}
          counts={scores.confusion}
          split={run.trainings[trainingId]?.test ? 'test' : 'validation'}
        />
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
