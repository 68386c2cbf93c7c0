import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { nextTurn } from '../../engine/core/turn.ts';
import { Knobs } from '../run-bar/knobs.tsx';
import { StagedDataset } from '../data/staged-dataset.tsx';
import { Notices } from '../notices/notices.tsx';
import { useInTurn } from '../shell/draw-turns.ts';
import { useRun } from '../shell/studio-context.tsx';
import { taskOfRun } from '../shell/use-shown-task.ts';
import { Backend } from './backend.tsx';
import { Hero } from './hero.tsx';
import { RunStill } from './still.tsx';
import './stage.css';

const loadCurves = () => import('../charts/curves.tsx');
const loadMatrices = () => import('../matrices/matrices.tsx');
const Curves = lazy(() => loadCurves().then(({ Curves }) => ({ default: Curves })));
const Matrices = lazy(() => loadMatrices().then(({ Matrices }) => ({ default: Matrices })));
const Errors = lazy(() => import('../errors/errors.tsx').then(({ Errors }) => ({ default: Errors })));
const Spikes = lazy(() => import('../spikes/spikes.tsx').then(({ Spikes }) => ({ default: Spikes })));
const loadVerdict = () => import('../verdict/verdict.tsx');
const Verdict = lazy(() => loadVerdict().then(({ Verdict }) => ({ default: Verdict })));

/** What the run shows: before it the plan, during it the curves, after it the verdict first. */
export function Stage() {
  useEffect(() => {
    // There, and compiled, before anybody presses Run: the training has the cores then. What cannot be had is asked for
    // again, and told, when it is wanted.
    void Promise.all([loadCurves(), loadMatrices()]).catch(() => undefined);
  }, []);
  return (
    <div className="stage">
      <Notices />
      <StagedDataset />
      <Scene />
      <Backend />
      <div className="type-ahead" aria-hidden="true">
        <span className="score">0</span>
        <span className="names">0</span>
        <span className="classes">0</span>
      </div>
    </div>
  );
}

function Scene() {
  // The run bar answers at once; what takes the place of the plan is drawn after it.
  const idle = useDeferredValue(useRun((state) => state.view.status === 'idle'));
  return idle ? <Hero /> : <RunScene />;
}

function RunScene() {
  // As the still gives way to it.
  const report = useDeferredValue(useRun((state) => state.view.report));
  const task = useRun((state) => taskOfRun(state.view));
  // The still first: together they are too much for one drawing.
  const charts = useInTurn(true) ?? false;
  useEffect(() => {
    // There long before the run ends, so that the verdict does not wait for it; not in the task that answers the press.
    // What cannot be had is asked for again, and told, with the verdict.
    if (charts)
      void nextTurn()
        .then(loadVerdict)
        .catch(() => undefined);
  }, [charts]);
  const skeleton = <span className="skeleton stage-skeleton" />;
  return (
    <>
      {report ? (
        <Suspense fallback={<span className="skeleton verdict-skeleton" />}>
          <Verdict report={report} />
        </Suspense>
      ) : (
        <div className="stage-still">
          <RunStill />
        </div>
      )}
      <Knobs />
      <Suspense fallback={skeleton}>
        {charts ? <Curves /> : skeleton}
        {charts && (task === 'ctc' ? <Errors /> : <Matrices />)}
        {report && task !== 'words' && <Spikes />}
      </Suspense>
    </>
  );
}
