import { lazy, Suspense } from 'react';
import { Knobs } from '../run-bar/knobs.tsx';
import { StagedDataset } from '../data/staged-dataset.tsx';
import { Notices } from '../notices/notices.tsx';
import { useRun } from '../shell/studio-context.tsx';
import { Backend } from './backend.tsx';
import { Hero } from './hero.tsx';
import { Still } from './still.tsx';
import './stage.css';

const Curves = lazy(() => import('../charts/curves.tsx').then(({ Curves }) => ({ default: Curves })));
const Matrices = lazy(() => import('../matrices/matrices.tsx').then(({ Matrices }) => ({ default: Matrices })));
const Verdict = lazy(() => import('../verdict/verdict.tsx').then(({ Verdict }) => ({ default: Verdict })));

/** What the run shows: before it the plan, during it the curves, after it the verdict first. */
export function Stage() {
  const idle = useRun((state) => state.view.status === 'idle');
  const report = useRun((state) => state.view.report);
  return (
    <div className="stage">
      <Notices />
      <StagedDataset />
      {idle ? (
        <Hero />
      ) : (
        <Suspense fallback={<span className="skeleton stage-skeleton" />}>
          {report && <Verdict report={report} />}
          {!report && (
            <div className="stage-still">
              <Still compact />
            </div>
          )}
          <Knobs />
          <Curves />
          <Matrices />
          <Backend />
        </Suspense>
      )}
    </div>
  );
}
